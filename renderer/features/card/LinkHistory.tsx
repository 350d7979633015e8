import { IconLinkOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { parseEvent } from '../../../shared/domain/event.ts'
import { foldIdentities, type Link } from '../../../shared/domain/identity-fold.ts'
import { type ContactId, type LinkId, newId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNowAs } from '../../ui/now.ts'
import { phoneText } from '../../ui/phone.ts'
import { Button } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import css from './card.module.css'
import { whyWords } from './Identities.tsx'
import { cardTexts } from './texts.ts'

type Past = {
  link: Link
  other: ContactId
  name: string
  takenBackAt: number
  takenBackBy: string | undefined
}

/** Links that were taken back, at whatever time: with whom, why they were made, who parted them; each can be made again. */
export function LinkHistory() {
  const say = useText(cardTexts)
  const past = usePast()
  if (past.length === 0) return null
  return (
    <>
      <div className={css.small}>{say('linkHistory')}</div>
      {past.map((one) => (
        <PastLink key={one.link.linkId} past={one} />
      ))}
    </>
  )
}

function usePast(): Past[] {
  const bridge = useBridge()
  const personId = usePerson((s) => s.personId)
  const members = usePerson((s) => s.members)
  const links = usePerson((s) => s.card?.links)
  const [past, setPast] = useState<Past[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew whenever a link is made or taken back
  useEffect(() => {
    if (!personId) return
    let gone = false
    void bridge.card.links({ contactId: personId }).then((answer) => {
      if (gone || !answer.ok) return
      const facts = answer.value.events.map(parseEvent).filter((e) => e !== undefined)
      const state = foldIdentities(facts)
      const parted = facts.filter((e) => e.type === 'contact.unlinked')
      setPast(
        [...state.links.values()].flatMap((link): Past[] => {
          const end = parted.find((e) => e.linkId === link.linkId)
          if (!end) return []
          const other = members.includes(link.a) ? link.b : link.a
          const name = answer.value.names[other] ?? ''
          return [{ link, other, name, takenBackAt: end.occurredAt, takenBackBy: end.operatorId }]
        }),
      )
    })
    return () => {
      gone = true
    }
  }, [bridge, personId, members, links])
  return past
}

function PastLink(props: { past: Past }) {
  const { link, other, name, takenBackAt, takenBackBy } = props.past
  const say = useText(cardTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const tell = useTellFailure()
  const operatorName = useOperatorName()
  const members = usePerson((s) => s.members)
  const offset = useClockOffset()
  const now = useNowAs((at) => Math.floor(at / 60_000) * 60_000) + offset
  const together = members.includes(other)
  const again = async () => {
    const { a: contactId, b: withContactId } = link
    tell(
      await bridge.card.link({ linkId: newId<LinkId>(), contactId, withContactId, why: whyWords(link, say) }),
    )
  }
  return (
    <div className={css.whyLink} data-testid="past-link">
      <Icon of={IconLinkOff} color="faint" />
      <div className={css.whyWords}>
        <div>{name ? `${phoneText(name)}: ${whyWords(link, say)}` : whyWords(link, say)}</div>
        <div className={css.small}>
          {say('parted', {
            name: takenBackBy ? operatorName(takenBackBy) : '',
            when: moment(takenBackAt, now, language),
          })}
        </div>
      </div>
      {!together && (
        <Button size="small" onClick={() => void again()}>
          {say('undo')}
        </Button>
      )}
    </div>
  )
}
