// Bare socket.io: hands a message on to everybody, and for `keep` writes one row with a full sync before the ack.
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { Server } from 'socket.io'

const page = `<!doctype html><meta charset="utf-8"><p id="last"></p><script src="/socket.io/socket.io.min.js"></script><script src="/page.js"></script>`
const script = `const s = io({ transports: ['websocket'] })
s.on('connect', () => { document.title = 'connected' })
s.on('message', (m) => { document.getElementById('last').textContent = m })`
const bodies = { '/': ['text/html', page], '/page.js': ['text/javascript', script] }
const http = createServer((request, response) => {
  const [type, body] = bodies[request.url] ?? ['text/plain', '']
  response.writeHead(200, { 'content-type': type }).end(body)
})
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
const db = new DatabaseSync(process.argv[2])
db.exec(
  'pragma journal_mode=wal; pragma synchronous=full; create table kept (id integer primary key, body text)',
)
const insert = db.prepare('insert into kept (body) values (?)')
io.on('connection', (socket) => {
  socket.on('message', (text, ack) => {
    io.emit('message', text)
    ack()
  })
  socket.on('keep', (text, ack) => {
    insert.run(text)
    ack()
  })
})
http.listen(0, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${http.address().port}/`))
