import { useEffect, useMemo, useState } from 'react'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { localise } from '../../../shared/lib/language.ts'
import type { PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import type { Call } from '../../../shared/softphone/call.ts'
import { numberKey } from '../../../shared/softphone/number.ts'
import { type Caller, callerOf, type Why, whys } from '../../../shared/softphone/why.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { isPhone, phoneText } from '../../ui/phone.ts'
import { usePerson } from '../person/index.ts'
import { texts } from './texts.ts'

/**
 * What is known of a person, read once when their call comes up; undefined until then, or when nothing is. Whoever is
 * on the desk, or on the way there, is not asked for again.
 */
export function useCaller(contactId: string | undefined): Caller | undefined {
  const bridge = useBridge()
  const [known, setKnown] = useState<{ contactId: string; caller: Caller }>()
  const onDesk = usePerson((s) => contactId !== undefined && s.contactId === contactId)
  const card = usePerson((s) => (onDesk ? s.card : undefined))
  const items = usePerson((s) => s.items)
  if (onDesk && card && contactId && known?.contactId !== contactId)
    setKnown({ contactId, caller: { card, items } })
  useEffect(() => {
    if (!contactId || onDesk) return
    let wanted = true
    void bridge.card.open({ contactId: contactId as ContactId }).then((opened) => {
      if (wanted && opened.ok) setKnown({ contactId, caller: callerOf(opened.value) })
    })
    return () => {
      wanted = false
    }
  }, [bridge, contactId, onDesk])
  return known && known.contactId === contactId ? known.caller : undefined
}

/** The probable reasons of a call, the most telling first. */
export function useWhys(call: Call, caller: Caller | undefined): Why[] {
  const offset = useClockOffset()
  return useMemo(() => (caller ? whys(caller, call, Date.now() + offset) : []), [caller, call, offset])
}

/** Main looks the number up as well; nobody else is asked when it has found the one person this soon, milliseconds. */
const mainLooksFor = 150

/** Everybody whom the number of a call may belong to, at most three; nobody when main knows who it is. */
export function useMatches(call: Call): PersonHit[] {
  const bridge = useBridge()
  const isKnown = call.contactId !== undefined && call.identifiedBy !== 'new'
  const number = isKnown ? undefined : numberKey(call.remote)
  const [found, setFound] = useState<{ number: string; people: PersonHit[] }>()
  useEffect(() => {
    if (!number) return
    let wanted = true
    const ask = async () => {
      const answer = await bridge.card.resolve({ kind: 'phone', value: number })
      if (wanted && answer.ok) setFound({ number, people: answer.value.people })
    }
    const timer = setTimeout(() => void ask(), mainLooksFor)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [bridge, number])
  return found && found.number === number ? found.people.slice(0, 3) : []
}

/** The words for a call: who it is, and on which line. */
export function useCallWords(call: Call): {
  name: string
  /** Whose initials stand in the picture; nobody's, while the name is not known. */
  face: string
  /** The number, where it is not the name already. */
  number: string | undefined
  line: string | undefined
} {
  const say = useText(texts)
  const language = useLanguage()
  const company = useCompany()
  const written = isPhone(call.remote) ? phoneText(call.remote) : undefined
  const nameless = call.identifiedBy === 'token' ? say('visitor') : call.remote || say('unknown')
  const queue = company?.queues.find((q) => q.queueId === call.queueId)
  return {
    name: call.remoteName ?? written ?? nameless,
    face: call.remoteName ?? '',
    number: call.remoteName ? written : undefined,
    line: queue ? localise(queue.name, language) : call.line,
  }
}
