import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, Platform } from 'electron-builder'
import { findRuntime } from '../electron-host/runtime.mjs'

/**
 * `npm run pack`: the program as a folder for this system. With Electron's binary at hand it is the real thing; without,
 * a stand-in takes the binary's place, so that what goes into the archive can still be made and read, and this says so.
 * `npm run pack -- --installers` makes the installers too, where their tools can be fetched.
 */
const root = join(import.meta.dirname, '../..')
// The maker of deb and rpm takes the paths of what it adds from where it is started.
process.chdir(root)
execFileSync(process.execPath, [join(root, 'tools/build/build.ts')], { stdio: 'inherit' })

const electron = findRuntime(root)
const real = electron.kind === 'electron'
const standIn = real ? undefined : makeStandIn()
const target = process.argv.includes('--installers') ? undefined : 'dir'
try {
  await build({
    projectDir: root,
    targets: Platform.current().createTarget(target),
    publish: 'never',
    config: {
      extends: join(root, 'electron-builder.yml'),
      ...(standIn ? { electronDist: standIn, electronFuses: null } : {}),
    },
  })
} finally {
  if (standIn) rmSync(standIn, { recursive: true, force: true })
}
console.log(
  real
    ? 'Packed with Electron, fuses set.'
    : 'Packed with a stand-in for Electron’s binary: the archive is what users get, the folder does not start and its fuses are not set.',
)

function makeStandIn(): string {
  const dir = mkdtempSync(join(tmpdir(), 'electron-stand-in-'))
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron'
  writeFileSync(join(dir, name), '')
  chmodSync(join(dir, name), 0o755)
  mkdirSync(join(dir, 'resources'))
  const licence = join(root, 'node_modules/electron/LICENSE')
  if (existsSync(licence)) cpSync(licence, join(dir, 'LICENSE'))
  writeFileSync(join(dir, 'LICENSES.chromium.html'), '')
  writeFileSync(join(dir, 'version'), '0.0.0')
  return dir
}
