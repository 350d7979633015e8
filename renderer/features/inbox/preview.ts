import type { InboxRow } from '../../../shared/domain/conversation.ts'
import { clock } from '../../i18n/format.ts'
import type { Say } from '../../i18n/use-text.tsx'
import type { inboxTexts } from './texts.ts'

type SayInbox = Say<(typeof inboxTexts)['texts']>

/** The one line under a name: the last words and who said them, or how the last call went. */
export function preview(row: InboxRow, say: SayInbox, mine: boolean, ownerName: string): string {
  if (row.channel === 'voice') return callPreview(row, say)
  const text = row.lastText.trim().replace(/\s+/g, ' ')
  if (row.lastBy === 'none') return say('noWords')
  const words = text || say('attachment')
  if (row.lastBy === 'customer') return words
  if (row.lastBy === 'bot') return say('bot', { text: words })
  return mine || !ownerName
    ? say('you', { text: words })
    : say('somebody', { name: firstWord(ownerName), text: words })
}

const firstWord = (name: string) => name.split(' ')[0] ?? name

function callPreview(row: InboxRow, say: SayInbox): string {
  if (row.status === 'ringing') return say('ringing')
  if (row.status === 'talking') return say('talking')
  const { call } = row
  if (!call) return say('noWords')
  const talked = call.cause === 'caller-hangup' || call.cause === 'operator-hangup'
  if (talked) return say(call.direction === 'in' ? 'incoming' : 'outgoing', { talk: clock(call.talkSeconds) })
  if (call.direction === 'out') return say('notReached')
  if (call.cause === 'declined') return say('declined')
  const wait = clock(call.waitSeconds)
  return call.cause === 'nobody-available' ? say('nobody', { wait }) : say('missed', { wait })
}

/** What stands as the name of a row that has none. */
export const rowName = (row: Pick<InboxRow, 'name'>, say: SayInbox): string => row.name || say('visitor')
