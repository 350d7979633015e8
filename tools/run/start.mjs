// `npm start`: everything a newcomer needs, then the console on its embedded hub with the demo company.
import { spawn } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { debianPackages, installDependencies, root, underNode24, withTools } from './prepare.mjs'

installDependencies()
const { findRuntime, findChromium } = await import('../electron-host/runtime.mjs')

let runtime = findRuntime(root)
if (runtime.kind !== 'electron' && process.env.KOMMUTATOR_RUNTIME !== 'host' && !triedToday()) {
  // Electron's own downloader gets a chance before anything stands in for it.
  underNode24([join(root, 'node_modules/electron/install.js')], {}, { stdio: 'ignore', timeout: 300_000 })
  runtime = findRuntime(root)
}
if (runtime.kind !== 'electron' && !findChromium()) {
  debianPackages(['chromium'], 'Electron could not be fetched, and Chromium stands in for it')
  if (!findChromium()) {
    console.error(
      'Neither Electron nor Chromium is here. Install Chromium or Google Chrome, or set CHROMIUM_PATH, and run npm start again.',
    )
    process.exit(1)
  }
}

if (underNode24([join(root, 'tools/build/build.ts')]) !== 0) process.exit(1)

const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
const headless = process.env.KOMMUTATOR_HEADLESS === '1' || !display
if (!display) console.log('There is no display: the console runs headless, with all its services up.')

const child = spawn(
  process.execPath,
  [join(root, 'tools/electron-host/launch.mjs'), '.', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: withTools(process.env.PATH),
      KOMMUTATOR_TERMINAL: '1',
      ...(headless ? { KOMMUTATOR_HEADLESS: '1' } : {}),
    },
  },
)
// The terminal sends Ctrl+C to the whole group; a signal sent to this process alone is handed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 0 : 1)))

/** One attempt a day is enough: where the binary cannot be had, every start would wait for the network in vain. */
function triedToday() {
  const stamp = join(root, 'node_modules/.cache/electron-download-tried')
  try {
    if (Date.now() - statSync(stamp).mtimeMs < 86_400_000) return true
  } catch {}
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
  writeFileSync(stamp, '')
  return false
}
