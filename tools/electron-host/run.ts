import { readFileSync, statSync } from 'node:fs'
import inspector from 'node:inspector'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { app } from './api/app.ts'
import { parseArguments } from './argv.ts'
import { host, type Manifest } from './host.ts'
import { startBrowser } from './startup.ts'

// The host's main program: does for an application what Electron's binary does between its start and `ready`.
const raw = process.argv.slice(2)
const args = parseArguments(raw)
if (raw[0] === '--version' || raw[0] === '-v') {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}

const target = path.resolve(args.appPath)
const isFolder = statSync(target).isDirectory()
host.args = args
host.rawArguments = raw
host.appPath = isFolder ? target : path.dirname(target)
if (isFolder) host.manifest = JSON.parse(readFileSync(path.join(target, 'package.json'), 'utf8')) as Manifest
const main = isFolder ? path.join(target, host.manifest.main ?? 'index.js') : target
process.argv = [fileURLToPath(new URL('./dist/electron', import.meta.url)), ...raw]

if (args.inspectPort !== undefined) inspector.open(args.inspectPort, '127.0.0.1')

// As Electron does: a rejection that nobody handles is told and does not end the application.
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason))

let asked = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second time nobody is asked any more.
    if (asked) app.exit(130)
    else app.quit()
    asked = true
  })
}

const require = createRequire(path.join(host.appPath, 'package.json'))
for (const module of args.requires) require(module)
await import(pathToFileURL(main).href)
if (!host.exiting) {
  try {
    await startBrowser()
    app.markReady()
  } catch (error) {
    console.error((error as Error).message)
    app.exit(1)
  }
}
