// The contract suite's utility process: answers what it is told.
const [mode] = process.argv.slice(2)
if (mode === 'exit') process.exit(7)
if (mode === 'throw') throw new Error('utility failed on purpose')
console.log(`utility says hello, ${process.type}`)

process.parentPort.on('message', ({ data, ports }) => {
  const [port] = ports
  if (port) {
    port.on('message', (event) => port.postMessage({ through: event.data }))
    port.start()
    return
  }
  process.parentPort.postMessage({
    echo: data,
    isDate: data?.date instanceof Date,
    isMap: data?.map instanceof Map,
    pid: process.pid,
    type: process.type,
    env: process.env.CONTRACT_ENV,
  })
})
