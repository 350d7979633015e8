// Bare socket.io: whoever asks is answered, what one sends is handed on to everybody.
import { createServer } from 'node:http'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
io.on('connection', (socket) => {
  socket.on('hello', (acknowledge) => acknowledge())
  socket.on('say', (payload, acknowledge) => {
    io.emit('said', payload)
    acknowledge()
  })
})
// Whoever measures has gone: nothing is left running.
process.on('disconnect', () => process.exit(0))
process.on('message', (what) => {
  if (what === 'cpu') process.send({ cpu: process.cpuUsage() })
  if (what === 'drop') for (const socket of io.sockets.sockets.values()) socket.conn.close()
  if (what === 'stop') process.exit(0)
})
http.listen(0, '127.0.0.1', () =>
  process.send({ url: `http://127.0.0.1:${http.address().port}`, tokens: [] }),
)
