import { type CommandFault, commandFault, conflicts, type Keymap, keymap } from '../../keys/chord.ts'
import { type Command, commandNames, defaultKeys } from '../../keys/commands.ts'

export type Group = 'groupCall' | 'groupConversation' | 'groupView' | 'groupChannel'

const groupOf = (command: Command): Group =>
  command.startsWith('call.') || command.startsWith('presence.')
    ? 'groupCall'
    : command.startsWith('channel.')
      ? 'groupChannel'
      : command.startsWith('conversation.') || command.startsWith('list.') || command === 'undo.last'
        ? 'groupConversation'
        : 'groupView'

/** Every command under the heading it is looked for. */
export const groups: { group: Group; commands: Command[] }[] = (
  ['groupCall', 'groupConversation', 'groupView', 'groupChannel'] as const
).map((group) => ({ group, commands: commandNames.filter((c) => groupOf(c) === group) }))

export type Refusal = { why: 'taken'; by: Command } | { why: CommandFault }

/** Whether `chord` may stand for `command` beside the operator's other choices, on this platform. */
export function refusal(
  chosen: Record<string, string>,
  command: Command,
  chord: string,
  platform = 'linux',
): Refusal | undefined {
  const fault = commandFault(command, chord, platform)
  if (fault) return { why: fault }
  const map: Keymap = { ...keymap(chosen, platform), [command]: chord }
  const clash = conflicts(map).find((pair) => pair.includes(command))
  const by = clash?.find((name) => name !== command)
  return by ? { why: 'taken', by } : undefined
}

/** The operator's choices with one more; a default is not kept as a choice. */
export function withKey(
  chosen: Record<string, string>,
  command: Command,
  chord: string,
  platform = 'linux',
): Record<string, string> {
  const { [command]: _, ...others } = chosen
  return chord === defaultKeys(platform)[command] ? others : { ...others, [command]: chord }
}
