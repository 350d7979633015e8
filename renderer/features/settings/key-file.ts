import { isSame } from '../../keys/chord.ts'
import { type Command, commandNames, defaultKeys, isCommand } from '../../keys/commands.ts'
import { type Refusal, refusal, withKey } from './key-map.ts'

/** A file of another kind, or one that is far too large for keys, is not looked into. */
const MAX_FILE = 64 * 1024

/** The operator's choices as a file for another computer: only what differs from the defaults. */
export const keyFile = (chosen: Record<string, string>): string =>
  `${JSON.stringify({ kommutator: 'keys', version: 1, keys: chosen }, null, 2)}\n`

export type KeyImport = {
  chosen: Record<string, string>
  /** What was left as it was, and why; `unknown` is no command of this version. */
  refused: { command: Command; chord: string; why: Refusal }[]
  unknown: number
}

/**
 * The choices of a file, checked one by one as if they had been pressed here; undefined when it is no such file. They
 * take the place of the choices of now; commands may change places with each other.
 */
export function readKeyFile(text: string, platform: string): KeyImport | undefined {
  const keys = keysOf(text)
  if (!keys) return undefined
  const wanted = Object.entries(keys).filter((pair): pair is [Command, string] => isCommand(pair[0]))
  const result: KeyImport = { chosen: {}, refused: [], unknown: Object.keys(keys).length - wanted.length }
  const all = Object.fromEntries(wanted)
  for (const [command, chord] of wanted) {
    const why = refusal(without(all, command), command, chord, platform)
    if (why) {
      result.refused.push({ command, chord, why })
      delete all[command]
    }
  }
  for (const [command, chord] of Object.entries(all))
    result.chosen = withKey(result.chosen, command as Command, chord, platform)
  return result
}

/** Commands whose key is not the default of the platform. */
export const moved = (chosen: Record<string, string>, platform: string): Command[] => {
  const defaults = defaultKeys(platform)
  return commandNames.filter((name) => {
    const own = chosen[name]
    return own !== undefined && !isSame(own, defaults[name])
  })
}

const without = (chosen: Record<string, string>, command: Command) => {
  const { [command]: _, ...others } = chosen
  return others
}

function keysOf(text: string): Record<string, string> | undefined {
  if (text.length > MAX_FILE) return undefined
  try {
    const file: unknown = JSON.parse(text)
    if (typeof file !== 'object' || file === null) return undefined
    const { kommutator, keys } = file as { kommutator?: unknown; keys?: unknown }
    if (kommutator !== 'keys' || typeof keys !== 'object' || keys === null) return undefined
    const pairs = Object.entries(keys)
    if (!pairs.every(([, chord]) => typeof chord === 'string')) return undefined
    return Object.fromEntries(pairs)
  } catch {
    return undefined
  }
}
