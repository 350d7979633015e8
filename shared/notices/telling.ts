import {
  channelOf,
  type Notice,
  type NoticeKind,
  type NoticeSettings,
  type NoticeSound,
  type Quiet,
} from './notice.ts'

export const isQuiet = (quiet: Quiet | undefined, now: number): boolean =>
  quiet !== undefined && (quiet.until === undefined || quiet.until > now)

export type Surroundings = {
  settings: NoticeSettings
  quiet: Quiet | undefined
  /** This computer's clock. */
  now: number
  /** Our own window has the keyboard. */
  focused: boolean
  /** The conversations that it shows. */
  viewing: readonly string[]
}

/**
 * How a notice is told: `kept` in the notice centre, `shown` by the system, heard with a `sound`. Words in a conversation
 * that is being looked at are not told at all.
 */
export type Telling = { kept: boolean; shown: boolean; sound: NoticeSound | undefined }

/** The window that is in front tells these itself, with their buttons. */
const inWindow: ReadonlySet<NoticeKind> = new Set(['offer', 'mention'])

export function howToTell(
  { kind, channel, conversationId }: Pick<Notice, 'kind' | 'channel' | 'conversationId'>,
  { settings, quiet, now, focused, viewing }: Surroundings,
): Telling {
  const looking = focused && conversationId !== undefined && viewing.includes(conversationId)
  const { on, sound } = channelOf(settings, channel)
  const heard = on && sound !== 'none' ? sound : undefined
  if (looking && kind === 'message') return { kept: false, shown: false, sound: heard }
  if (!on || (isQuiet(quiet, now) && !settings.through.includes(kind)))
    return { kept: true, shown: false, sound: undefined }
  return { kept: true, shown: !looking && !(focused && inWindow.has(kind)), sound: heard }
}
