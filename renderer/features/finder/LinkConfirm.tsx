import { TextInput } from '@mantine/core'
import { IconLink, IconLinkOff } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type Card, cardName, projectCard } from '../../../shared/domain/card.ts'
import { parseEvent } from '../../../shared/domain/event.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { type LinkId, newId } from '../../../shared/lib/ids.ts'
import type { PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset } from '../../bridge/mirrors.ts'
import { shortDate } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Avatar, Button, Skeleton } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import { Conflicts } from './Conflicts.tsx'
import css from './finder.module.css'
import { finderTexts } from './texts.ts'

/** Both sides before they become one: who they are, how they are reached, and how the operator knows. */
export function LinkConfirm(props: { other: PersonHit; onBack: () => void; onClose: () => void }) {
  const { other, onBack, onClose } = props
  const say = useText(finderTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const tell = useTellFailure()
  const mine = usePerson((s) => s.card)
  const contactId = usePerson((s) => s.personId)
  const theirs = useOtherCard(other)
  const [why, setWhy] = useState('')
  // The older card stands for both unless the operator says otherwise.
  const [front, setFront] = useState<'mine' | 'theirs'>()
  const older = (mine?.createdAt ?? 0) <= (theirs?.createdAt ?? 0) ? 'mine' : 'theirs'
  const first = front ?? older
  const survivorId = first === 'mine' ? contactId : other.personId
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const reasons = [say('whySaid'), say('whyNumber'), say('whyOrder')]

  const link = async (event: FormEvent) => {
    event.preventDefault()
    if (!contactId || !why.trim() || busy) return
    setBusy(true)
    const linkId = newId<LinkId>()
    const answer = await bridge.card.link({
      linkId,
      contactId,
      withContactId: other.personId,
      why: why.trim(),
      ...(front && survivorId ? { survivorId } : {}),
    })
    setBusy(false)
    if (!answer.ok) return setCode(answer.code)
    onClose()
    notify({
      icon: IconLink,
      tone: 'green',
      title: say('linked'),
      detail: other.name,
      action: {
        label: say('undo'),
        icon: IconLinkOff,
        undo: true,
        run: () => void bridge.card.unlink({ linkId }).then((undone) => tell(undone)),
      },
    })
  }
  return (
    <form onSubmit={link} className={css.confirm} data-testid="link-confirm">
      <h2 className={css.confirmTitle}>{say('confirmTitle')}</h2>
      <div className={css.sides}>
        <Side card={mine} name={(mine && cardName(mine)) ?? ''} />
        <span className={css.between}>
          <Icon of={IconLink} size={18} color="accent" />
        </span>
        <Side card={theirs} name={other.name} />
      </div>
      {mine && theirs && (
        <Conflicts
          mine={mine}
          theirs={theirs}
          front={first}
          names={[(mine && cardName(mine)) ?? '', other.name]}
          onFront={setFront}
        />
      )}
      <p className={css.confirmWords}>{say('confirm')}</p>
      <TextInput
        label={say('why')}
        value={why}
        maxLength={500}
        onChange={(e) => setWhy(e.currentTarget.value)}
        ref={field}
        data-testid="link-why"
      />
      <div className={css.reasons}>
        {reasons.map((reason) => (
          <Button key={reason} size="small" onClick={() => setWhy(reason)}>
            {reason}
          </Button>
        ))}
      </div>
      {code && (
        <p className={css.refused} role="alert">
          {sentence(code, language)}
        </p>
      )}
      <div className={css.confirmEnd}>
        <Button look="quiet" onClick={onBack}>
          {say('back')}
        </Button>
        <Button look="primary" icon={IconLink} caps="Enter" submit disabled={!why.trim() || busy}>
          {say('doLink')}
        </Button>
      </div>
    </form>
  )
}

/** The other card, only looked at: it is let go again when the dialog goes, unless it has become part of this person. */
function useOtherCard(other: PersonHit): Card | undefined {
  const bridge = useBridge()
  const [card, setCard] = useState<Card>()
  useEffect(() => {
    let gone = false
    void bridge.card.open({ contactId: other.personId }).then((answer) => {
      if (gone || !answer.ok) return
      const { contactIds, cardEvents } = answer.value
      setCard(
        projectCard(
          contactIds,
          cardEvents.map(parseEvent).filter((e) => e !== undefined),
        ),
      )
    })
    return () => {
      gone = true
      void bridge.card.close({ contactId: other.personId })
    }
  }, [other, bridge])
  return card
}

function Side(props: { card: Card | undefined; name: string }) {
  const { card, name } = props
  const say = useText(finderTexts)
  const offset = useClockOffset()
  const shown = name ? phoneText(name) : say('unnamed')
  const addresses = (card?.identities ?? [])
    .filter((i) => i.kind !== 'visitor')
    .map((i) => phoneText(i.value))
  const facts = card && [
    card.city,
    card.orders.length > 0 && say('orders', { count: card.orders.length }),
    card.createdAt !== undefined && say('since', { date: shortDate(card.createdAt, Date.now() + offset) }),
  ]
  return (
    <div className={css.side}>
      <div className={css.sideHead}>
        <Avatar name={card?.displayName ?? ''} size={32} />
        <span className={`${css.strong} ellipsis`} title={shown}>
          {shown}
        </span>
      </div>
      {!card && <Skeleton width={160} />}
      {facts && <div className={css.detail}>{facts.filter(Boolean).join(' · ')}</div>}
      {[...new Set(addresses)].slice(0, 6).map((address) => (
        <div key={address} className="ellipsis">
          {address}
        </div>
      ))}
    </div>
  )
}
