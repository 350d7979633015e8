// Which runtime starts the console: Electron's own binary, or the Chromium host. Plain JavaScript for Node 20, because
// `npm start` asks before Node 24 is in use.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const hostDist = fileURLToPath(new URL('./dist', import.meta.url))

/**
 * Finds what can run the application in `rootDir` on this machine, without downloading anything.
 *
 * @param {string} rootDir folder that holds `node_modules`
 * @returns {{ kind: 'electron' | 'host', reason: string, executable: string, env: Record<string, string> }}
 *   `reason` is a sentence for people; `env` is to be merged into the environment of whoever resolves `electron`.
 */
export function findRuntime(rootDir) {
  if (process.env.KOMMUTATOR_RUNTIME !== 'host') {
    const electron = findElectron(rootDir)
    if (electron)
      return {
        kind: 'electron',
        reason: `its binary is installed (${electron})`,
        executable: electron,
        env: {},
      }
  }
  const launcher = path.join(hostDist, process.platform === 'win32' ? 'electron.cmd' : 'electron')
  const chromium = findChromium()
  const why =
    process.env.KOMMUTATOR_RUNTIME === 'host'
      ? 'KOMMUTATOR_RUNTIME=host asks for it'
      : "Electron's binary is not installed"
  return {
    kind: 'host',
    reason: chromium ? `${why}; pages run in ${chromium}` : `${why}, and no Chromium was found either`,
    executable: launcher,
    env: { ELECTRON_OVERRIDE_DIST_PATH: hostDist },
  }
}

/**
 * The Chromium that the host would drive: CHROMIUM_PATH if set, else the usual places of Chromium, Chrome and Edge.
 *
 * @returns {string | undefined} absolute path of an existing file
 */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH
  if (asked) return existsSync(asked) ? asked : undefined
  return chromiumPlaces().find((file) => existsSync(file))
}

function findElectron(rootDir) {
  // Asking require('electron') would start a download when the binary is missing.
  const root = path.join(rootDir, 'node_modules', 'electron')
  try {
    const name = readFileSync(path.join(root, 'path.txt'), 'utf8').trim()
    const file = path.join(root, 'dist', name)
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

function chromiumPlaces() {
  if (process.platform === 'win32') {
    const roots = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
    const tails = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ]
    return roots.flatMap((root) => (root ? tails.map((tail) => path.join(root, tail)) : []))
  }
  if (process.platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
  return [
    // The packaged binary first: Debian's wrapper script adds switches of its own.
    '/usr/lib/chromium/chromium',
    '/usr/lib/chromium-browser/chromium-browser',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ]
}
