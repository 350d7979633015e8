import { useMemo } from 'react'
import type { Call } from '../../../shared/softphone/call.ts'
import { useClockOffset, useMe } from '../../bridge/mirrors.ts'
import { clock, moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { phoneText } from '../../ui/phone.ts'
import { usePerson } from '../person/index.ts'
import { texts } from './texts.ts'
import { doingsIn } from './wrap-up.ts'

/**
 * What the facts alone say of the call beyond its own line on the timeline: holds, who it was passed on to, and what was
 * sent and promised in it. Empty when there is nothing more.
 */
export function useDraft(call: Call): string {
  const say = useText(texts)
  const language = useLanguage()
  const offset = useClockOffset()
  const me = useMe()?.operatorId
  const mine = usePerson((s) => call.contactId !== undefined && s.members.includes(call.contactId))
  const items = usePerson((s) => s.items)
  const { callId, answeredAt = 0, endedAt = 0, transfer } = call
  const done = useMemo(
    () =>
      doingsIn(mine ? items : [], {
        ...{ callId, operatorId: me },
        from: answeredAt + offset,
        to: endedAt + offset,
      }),
    [mine, items, callId, me, answeredAt, endedAt, offset],
  )
  const passed =
    transfer && (transfer.state === 'done' || transfer.state === 'relayed') ? transfer : undefined
  return [
    call.heldSeconds >= 1 && say('draftHold', { hold: clock(call.heldSeconds) }),
    done.joined.length > 0 && say('draftJoined', { names: done.joined.join(', ') }),
    passed &&
      done.joined.length === 0 &&
      say('draftTransfer', { target: passed.name ?? phoneText(passed.target), how: say(passed.mode) }),
    done.messages > 0 && say('draftMessages', { count: done.messages }),
    done.files.length > 0 && say('draftFiles', { names: done.files.join(', ') }),
    ...done.promises.map(({ text, dueAt }) =>
      say('draftPromise', { text, when: moment(dueAt, endedAt + offset, language) }),
    ),
  ]
    .filter(Boolean)
    .join(' ')
}
