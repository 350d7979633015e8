/** What Electron's own command line says, as far as the host needs it. */
export type HostArguments = {
  /** Modules of `-r` / `--require`, in order. */
  requires: string[]
  /** The first argument that is no option; `.` when there is none. */
  appPath: string
  /** Port of `--inspect[=port]`; absent when the switch is. */
  inspectPort?: number
  /** Port of `--remote-debugging-port`; absent when the switch is. */
  debuggingPort?: number
  userDataDir?: string
  headless: boolean
  /** Switches that Chromium gets, with their dashes. */
  chromiumSwitches: string[]
}

const ours = new Set([
  'inspect',
  'inspect-brk',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'user-data-dir',
  'headless',
])

/**
 * Reads a command line as Electron does: `-r module` and switches anywhere, the application's path first among the
 * rest, nothing after a bare `--` is a switch.
 */
export function parseArguments(raw: readonly string[]): HostArguments {
  const result: HostArguments = { requires: [], appPath: '.', headless: false, chromiumSwitches: [] }
  let appPath: string | undefined
  let switchesEnded = false
  for (let i = 0; i < raw.length; i++) {
    const argument = raw[i]!
    if (switchesEnded || !argument.startsWith('-')) {
      appPath ??= argument
    } else if (argument === '--') {
      switchesEnded = true
    } else if (appPath === undefined && (argument === '-r' || argument === '--require')) {
      const module = raw[++i]
      if (module !== undefined) result.requires.push(module)
    } else if (argument.startsWith('--')) {
      readSwitch(result, argument)
    }
  }
  if (appPath !== undefined) result.appPath = appPath
  return result
}

function readSwitch(result: HostArguments, argument: string): void {
  const equals = argument.indexOf('=')
  const name = argument.slice(2, equals === -1 ? undefined : equals)
  const value = equals === -1 ? '' : argument.slice(equals + 1)
  if (!ours.has(name)) result.chromiumSwitches.push(argument)
  else if (name === 'inspect' || name === 'inspect-brk') result.inspectPort = portOf(value)
  else if (name === 'remote-debugging-port') result.debuggingPort = portOf(value)
  else if (name === 'user-data-dir') result.userDataDir = value
  else if (name === 'headless') result.headless = true
}

function portOf(value: string): number {
  const port = Number(value.slice(value.lastIndexOf(':') + 1))
  return value !== '' && Number.isInteger(port) ? port : 9229
}

/**
 * One Chromium command line out of several sources: later switches win, lists of features are joined.
 */
export function mergeSwitches(switches: readonly string[]): string[] {
  const merged = new Map<string, string | undefined>()
  for (const text of switches) {
    const equals = text.indexOf('=')
    const name = equals === -1 ? text : text.slice(0, equals)
    const value = equals === -1 ? undefined : text.slice(equals + 1)
    const before = merged.get(name)
    merged.set(name, isList(name) && before && value ? `${before},${value}` : value)
  }
  return [...merged].map(([name, value]) => (value === undefined || value === '' ? name : `${name}=${value}`))
}

const isList = (name: string): boolean => /^--(enable|disable)-(blink-)?features$/i.test(name)
