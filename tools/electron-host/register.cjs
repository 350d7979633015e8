// Loaded before anything else in the host and in its utility processes: makes 'electron' resolve to the host.
const { readFileSync } = require('node:fs')
const { registerHooks } = require('node:module')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { isMainThread } = require('node:worker_threads')

const commonJs = pathToFileURL(path.join(__dirname, 'electron.cjs')).href
const esModule = pathToFileURL(path.join(__dirname, 'electron.ts')).href
const names = new Set(['electron', 'electron/main', 'electron/common', 'electron/utility'])

registerHooks({
  resolve(specifier, context, next) {
    if (!names.has(specifier)) return next(specifier, context)
    return context.conditions.includes('require')
      ? { url: commonJs, format: 'commonjs', shortCircuit: true }
      : { url: esModule, format: 'module-typescript', shortCircuit: true }
  },
})

const manifest = path.join(__dirname, '..', '..', 'node_modules', 'electron', 'package.json')
const version = JSON.parse(readFileSync(manifest, 'utf8')).version
const utility = process.env.KOMMUTATOR_HOST_UTILITY === '1'
// Processes that a utility process starts by itself are no utility processes.
delete process.env.KOMMUTATOR_HOST_UTILITY
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true, configurable: true })
Object.defineProperty(process.versions, 'chrome', {
  value: 'unknown',
  enumerable: true,
  configurable: true,
  writable: true,
})
Object.defineProperty(process, 'type', { value: utility ? 'utility' : 'browser', enumerable: true })
Object.defineProperty(process, 'parentPort', { value: null, enumerable: true, configurable: true })
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
Object.defineProperty(process, 'resourcesPath', { value: path.join(__dirname, 'dist'), enumerable: true })
if (utility && isMainThread) require('./utility-child.ts').openParentPort()
