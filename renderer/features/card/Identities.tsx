import {
  IconArrowBackUp,
  IconBrowser,
  IconCopy,
  IconDeviceMobile,
  IconId,
  IconLink,
  IconPhone,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { IdentityKind, KnownIdentity } from '../../../shared/domain/identity.ts'
import type { Link } from '../../../shared/domain/identity-fold.ts'
import { type LinkId, newId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { moment, shortDate } from '../../i18n/format.ts'
import { type Say, useLanguage, useText } from '../../i18n/use-text.tsx'
import { ChannelIcon, type Wire } from '../../ui/channel.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { useNowAs } from '../../ui/now.ts'
import { phoneText } from '../../ui/phone.ts'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { useCall, useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import css from './card.module.css'
import { LinkHistory } from './LinkHistory.tsx'
import { Section } from './Section.tsx'
import { cardTexts } from './texts.ts'

const wires: Partial<Record<IdentityKind, Wire>> = {
  phone: 'voice',
  email: 'email',
  telegram: 'telegram',
  whatsapp: 'whatsapp',
  viber: 'viber',
  vk: 'vk',
}
const marks: Partial<Record<IdentityKind, IconType>> = {
  visitor: IconBrowser,
  app: IconDeviceMobile,
  loyalty: IconId,
}

const order: readonly IdentityKind[] = [
  'phone',
  'whatsapp',
  'telegram',
  'viber',
  'vk',
  'email',
  'app',
  'loyalty',
  'visitor',
]

/** Every address of the person with where it came from, and why the cards behind them are one person. */
export function Identities() {
  const say = useText(cardTexts)
  const identities = usePerson((s) => s.card?.identities)
  const [why, setWhy] = useState(false)
  if (!identities) return null
  const sorted = [...identities].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  return (
    <Section
      name="contacts"
      title={say('contacts')}
      count={identities.length}
      action={
        <Button look="link" size="small" aria-expanded={why} onClick={() => setWhy(!why)} data-testid="why">
          {say(why ? 'whyClose' : 'why')}
        </Button>
      }
    >
      {why && <Why />}
      {sorted.map((identity) => (
        <IdentityRow key={identity.identityId} identity={identity} />
      ))}
    </Section>
  )
}

function IdentityRow(props: { identity: KnownIdentity }) {
  const { identity } = props
  const say = useText(cardTexts)
  const bridge = useBridge()
  const call = useCall()
  const offset = useClockOffset()
  const today = useNowAs((now) => Math.floor(now / 3_600_000) * 3_600_000) + offset
  const wire = wires[identity.kind]
  const mark = marks[identity.kind]
  const value = shownValue(identity, say)
  const why = viaWords(identity, say, shortDate(identity.since, today))
  return (
    <div className={css.row} data-testid="identity">
      {wire && <ChannelIcon wire={wire} />}
      {mark && <Icon of={mark} color="dim" />}
      <span className={`${css.rowValue} ellipsis`} title={value}>
        {value}
      </span>
      <span className={`${css.rowWhy} ellipsis num`} title={why}>
        {why}
      </span>
      <span className={css.rowActions}>
        {identity.kind === 'phone' && (
          <IconButton
            icon={IconPhone}
            iconSize={16}
            label={say('callThis')}
            onClick={() => void call(identity.value, identity.contactId)}
          />
        )}
        <IconButton
          icon={IconCopy}
          iconSize={16}
          label={say('copy')}
          onClick={() => {
            void bridge.app.copy({ text: identity.value })
            notify({ title: say('copied'), life: 1500 })
          }}
        />
      </span>
    </div>
  )
}

type SayCard = Say<(typeof cardTexts)['texts']>

function shownValue(identity: KnownIdentity, say: SayCard): string {
  if (identity.kind === 'visitor') return say('kindVisitor')
  if (identity.kind === 'loyalty') return `${say('kindLoyalty')} ${identity.value}`
  if (identity.kind === 'app') return say('kindApp')
  return phoneText(identity.value)
}

function viaWords(identity: KnownIdentity, say: SayCard, date: string): string {
  const via = identity.verifiedVia
  if (via === 'carrier') return say('viaCarrier', { date })
  if (via === 'contact-shared') return say('viaShared', { date })
  if (via === 'channel') return say('viaChannel', { date })
  if (via.startsWith('email')) return say('viaMail', { date })
  if (via === 'cookie') return say('viaCookie', { date })
  if (via.startsWith('loyalty')) return say('viaLoyalty', { date })
  return say('since', { date })
}

/** Why two cards are one: an operator's own words, or which key a link that made itself saw. */
export function whyWords(link: Link, say: SayCard): string {
  if (!link.automatic) return link.why
  if (link.why === 'phone') return say('samePhone')
  if (link.why === 'email') return say('sameEmail')
  return say(link.why === 'loyalty' ? 'sameLoyalty' : 'sameKey')
}

const noLinks: Link[] = []

function Why() {
  const say = useText(cardTexts)
  const links = usePerson((s) => s.card?.links ?? noLinks)
  return (
    <div className={css.why} data-testid="why-panel">
      <div className={css.small}>{say(links.length > 0 ? 'whyIntro' : 'whyAlone')}</div>
      {links.map((link) => (
        <LinkRow key={link.linkId} link={link} />
      ))}
      <LinkHistory />
    </div>
  )
}

function LinkRow(props: { link: Link }) {
  const { link } = props
  const say = useText(cardTexts)
  const language = useLanguage()
  const operatorName = useOperatorName()
  const offset = useClockOffset()
  const today = useNowAs((now) => Math.floor(now / 60_000) * 60_000) + offset
  const unlink = useUnlink()
  const when = moment(link.at, today, language)
  const why = whyWords(link, say)
  return (
    <div className={css.whyLink}>
      <Icon of={IconLink} color="faint" />
      <div className={css.whyWords}>
        <div>{why}</div>
        <div className={css.small}>
          {link.automatic || !link.operatorId
            ? say('byItself', { when })
            : say('linkedBy', { name: operatorName(link.operatorId), when })}
        </div>
      </div>
      <Button size="small" onClick={() => void unlink(link, why)}>
        {say('unlink')}
      </Button>
    </div>
  )
}

/** Takes a link back; "link again" makes a new one, since a link taken back never returns. */
function useUnlink(): (link: Link, why: string) => Promise<void> {
  const bridge = useBridge()
  const say = useText(cardTexts)
  const tell = useTellFailure()
  return async (link, why) => {
    if (!tell(await bridge.card.unlink({ linkId: link.linkId }))) return
    const again = async () => {
      tell(
        await bridge.card.link({
          linkId: newId<LinkId>(),
          contactId: link.a,
          withContactId: link.b,
          why,
        }),
      )
    }
    notify({
      title: say('unlinked'),
      detail: why,
      action: { label: say('undo'), icon: IconArrowBackUp, undo: true, run: () => void again() },
    })
  }
}
