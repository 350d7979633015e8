import { buildHub } from '../../hub/app.ts'
import { newCompany } from '../../hub/operators/setup.ts'
import { newId, type OperatorId } from '../../shared/lib/ids.ts'

// A hub in a process of its own, so that its time is its own: `node bench/crowd/hub.ts FOLDER CONSOLES`.

const [folder = '', consoles = '0'] = process.argv.slice(2)
const hub = await buildHub({
  dataDir: folder,
  host: '127.0.0.1',
  port: 0,
  data: 'own',
  assetsDir: folder,
  liveLoop: false,
  logLevel: 'silent',
})
await hub.parts.book.set(newCompany('Bench'))
const tokens: string[] = []
for (let i = 0; i < Number(consoles); i++) {
  const operatorId = newId<OperatorId>()
  await hub.parts.book.add({
    operatorId,
    name: `Operator ${i}`,
    login: `bench.${i}`,
    roles: ['operator'],
    queueIds: [],
    languages: ['en'],
    greetings: {},
    disabled: false,
  })
  tokens.push(await hub.parts.sessions.begin(operatorId))
}
const { url } = await hub.listen()
// Whoever measures has gone: nothing is left running.
process.on('disconnect', () => process.exit(0))
process.on('message', (what) => {
  if (what === 'cpu') process.send?.({ cpu: process.cpuUsage() })
  // Every connection breaks at once, as when a switch in the office loses its power.
  if (what === 'drop') for (const socket of hub.io.of('/').sockets.values()) socket.conn.close()
  if (what === 'stop') void hub.close().then(() => process.exit(0))
})
process.send?.({ url, tokens })
