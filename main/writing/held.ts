import type { Draft } from '../../shared/ipc/writing-contract.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { Outbox } from '../hub/outbox.ts'
import type { Letter } from '../hub/outbox-file.ts'
import type { Drafts } from './drafts.ts'

type Places = { outbox: Outbox; drafts: Drafts }

/** A message leaves its draft for the outbox: the letter first, so that at every moment its words lie somewhere. */
export function hold({ outbox, drafts }: Places, letter: Parameters<Outbox['hold']>[0]): Result<void> {
  const held = outbox.hold(letter)
  if (held.ok && letter.draft) drafts.clear(letter.draft.key)
  return held
}

/** A held message goes back into its draft; MESSAGE_GONE when it is on its way. */
export function undo({ outbox, drafts }: Places, messageId: string): Result<Draft | undefined> {
  const taken = outbox.takeBack(messageId)
  if (!taken.ok) return taken
  const draft = drafts.giveBack(taken.value)
  outbox.given(messageId)
  return { ok: true, value: draft }
}

/**
 * After a start: what the program's end left between the outbox and its draft is put where it belongs. A letter that was
 * taken back gets to its draft; a draft whose letter is on its way is cleared.
 */
export function settle({ outbox, drafts }: Places, onGiven: (draft: Draft, letter: Letter) => void): void {
  for (const letter of outbox.returned()) {
    const draft = drafts.giveBack(letter)
    if (draft) onGiven(draft, letter)
    outbox.given(letter.id)
  }
  for (const { letter } of outbox.list()) {
    const left = letter.draft && drafts.list().find((d) => d.key === letter.draft?.key)
    if (left && left.text === letter.draft?.text && left.at <= letter.at) drafts.clear(left.key)
  }
}
