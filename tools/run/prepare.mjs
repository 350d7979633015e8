// What a fresh clone lacks, made in plain JavaScript for whichever Node (20 or newer) npm was started with.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** Says in one line what was wrong and what to do, and stops. */
function stop(line) {
  console.error(line)
  process.exit(1)
}

function run(command, args, options = {}) {
  return spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  })
}

/** Installs the dependencies when they are missing or older than the lock file. */
export function installDependencies() {
  install()
  linkNode()
}

/** Some releases of npm leave an optional package's program out of `.bin`, and every script here asks for `node`. */
function linkNode() {
  const link = join(root, 'node_modules/.bin/node')
  if (process.platform === 'win32' || existsSync(link)) return
  rmSync(link, { force: true })
  symlinkSync(node24(), link)
}

function install() {
  const marker = join(root, 'node_modules/.package-lock.json')
  const lock = join(root, 'package-lock.json')
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return
  console.log('Installing dependencies (once)…')
  const done = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (done.status !== 0)
    stop('npm ci failed; its words are above. Check the network and run the command again.')
}

/** The Node 24 that comes with the dependencies, or the one that is running when it is new enough. */
export function node24() {
  const exe = process.platform === 'win32' ? 'node.exe' : 'node'
  const own = join(
    root,
    `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}/bin/${exe}`,
  )
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return stop(
    `Node 24 is needed on ${process.platform}-${process.arch}, and this is ${process.version}. Install it from nodejs.org and run the command again.`,
  )
}

/** Runs a program under Node 24 with the project's own tools first in the path; the exit code. */
export function underNode24(args, env = {}, options = {}) {
  const done = run(node24(), args, {
    shell: false,
    env: { ...process.env, PATH: withTools(process.env.PATH), ...env },
    ...options,
  })
  return done.status ?? 1
}

export const withTools = (path) =>
  `${join(root, 'node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${path ?? ''}`

/** Debian packages by name: installed with apt when root, else the command to type. True when they are all there. */
export function debianPackages(names, why) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return false
  const missing = names.filter((name) => {
    const seen = spawnSync('dpkg-query', ['-W', '-f=$' + '{db:Status-Abbrev}', name], { encoding: 'utf8' })
    return !(seen.stdout ?? '').startsWith('ii')
  })
  if (missing.length === 0) return true
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0) {
    console.log(`${why}. Type: sudo ${command}`)
    return false
  }
  console.log(`${why}: installing ${missing.join(', ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (args) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=600', '-qq', ...args], { env, encoding: 'utf8' })
  const update = apt(['update'])
  const install = withoutServices(() => apt(['install', '-y', '--no-install-recommends', ...missing]))
  if (install.status === 0) return true
  console.error(`${update.stderr ?? ''}${install.stderr ?? ''}`.trim().split('\n').slice(-5).join('\n'))
  console.error(`The packages could not be installed. Try by hand: ${command}`)
  return false
}

/** What is installed for tests must not start services of its own on this computer (Debian's policy-rc.d). */
function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return work()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return work()
  } finally {
    rmSync(policy, { force: true })
  }
}

export const packageVersion = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
