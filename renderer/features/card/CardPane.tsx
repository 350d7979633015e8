import { Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowsSort,
  IconDotsVertical,
  IconExternalLink,
  IconGavel,
  IconLink,
  IconX,
} from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { create } from 'zustand'
import { cardName } from '../../../shared/domain/card.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { usePreference } from '../../bridge/mirrors.ts'
import { money } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useKeys } from '../../keys/keys.tsx'
import { useAfterPaint } from '../../ui/after-paint.ts'
import { notify } from '../../ui/notices.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Avatar, Button, CommandKbd, IconButton, Late, Pill, Skeleton } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { useNameless, usePerson } from '../person/index.ts'
import { HoldForm, holdTexts, PersonHolds, useMayHold } from '../recordings/index.ts'
import { Cases } from './Cases.tsx'
import css from './card.module.css'
import { EditInPlace } from './EditInPlace.tsx'
import { Fields, Notes, Orders, Organisation, Past, Source } from './Facts.tsx'
import { Identities } from './Identities.tsx'
import { OpenPromises, Promises } from './Promises.tsx'
import { Arranging, useRolePlace } from './Section.tsx'
import { Tags } from './Tags.tsx'
import { cardTexts } from './texts.ts'

/** The person beside their timeline: who, what was promised, how to reach them, what they bought and where they came from. */
export function CardPane(props: { onClose?: () => void }) {
  const say = useText(cardTexts)
  const status = usePerson((s) => s.status)
  const personId = usePerson((s) => s.personId)
  const compact = usePreference((p) => p.density === 'compact')
  // Who it is comes before the rest of what is known of them.
  const begun = useAfterPaint(personId)
  if (status === 'loading') return <Loading />
  if (status !== 'ready') return <div className={css.card} />
  return (
    <section
      className={`${css.card} ${compact ? css.compact : ''}`}
      aria-label={say('card')}
      data-pane="card"
      data-testid="card"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the pane is scrolled with the keyboard
      tabIndex={0}
    >
      <div className={css.top}>
        <Who {...(props.onClose ? { onClose: props.onClose } : {})} />
        <Fragment key={personId}>
          <Worth />
          <OpenPromises />
          <PersonHolds />
        </Fragment>
      </div>
      {begun && <Sections key={personId} />}
    </section>
  )
}

const sections = {
  cases: Cases,
  contacts: Identities,
  orders: Orders,
  source: Source,
  fields: Fields,
  organisation: Organisation,
  promises: Promises,
  past: Past,
  notes: Notes,
} as const
type SectionName = keyof typeof sections
const usual = Object.keys(sections) as SectionName[]

function Sections() {
  const say = useText(cardTexts)
  const place = useRolePlace('kommutator.card-order')
  const [order, setOrder] = useState(() => readOrder(place))
  const arranging = useArranging((s) => s.on)
  const move = (name: string, by: 1 | -1) => {
    const from = order.indexOf(name as SectionName)
    const to = from + by
    if (from < 0 || to < 0 || to >= order.length) return
    const next = order.filter((one) => one !== name)
    next.splice(to, 0, name as SectionName)
    setOrder(next)
    localStorage.setItem(place, JSON.stringify(next))
  }
  return (
    <Arranging value={arranging ? move : undefined}>
      {arranging && (
        <div className={css.arranging}>
          <Button look="primary" size="small" onClick={() => useArranging.setState({ on: false })}>
            {say('arranged')}
          </Button>
        </div>
      )}
      {order.map((name) => {
        const One = sections[name]
        return <One key={name} />
      })}
    </Arranging>
  )
}

const useArranging = create<{ on: boolean }>(() => ({ on: false }))

/** The order as it was left; a section that is new since then stands where it usually does. */
function readOrder(place: string): SectionName[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    const known = Array.isArray(kept) ? usual.filter((name) => kept.includes(name)) : []
    known.sort((a, b) => (kept as string[]).indexOf(a) - (kept as string[]).indexOf(b))
    for (const name of usual) if (!known.includes(name)) known.splice(usual.indexOf(name), 0, name)
    return known
  } catch {
    return usual
  }
}

/** Stays from person to person: the menu is the same for all of them. */
function Who(props: { onClose?: () => void }) {
  const say = useText(cardTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const { registry } = useKeys()
  const card = usePerson((s) => s.card)
  const contactId = usePerson((s) => s.personId)
  const name = card && cardName(card)
  const nameless = useNameless()
  const sayHold = useText(holdTexts)
  const mayHold = useMayHold()
  /** Whose data are being put on hold. */
  const [holding, setHolding] = useState<string>()
  const place = [card?.city, card?.language?.toUpperCase()].filter(Boolean).join(' · ')
  const rename = async (value: string) => {
    const before = card?.displayName ?? null
    if (!contactId || !value || value === before) return
    const set = (to: string | null) => bridge.card.setField({ contactId, field: 'displayName', value: to })
    if (!tell(await set(value))) return
    const run = () => void set(before).then(tell)
    notify({
      title: say('renamed'),
      action: { label: say('putBack'), icon: IconArrowBackUp, undo: true, run },
    })
  }
  return (
    <>
      <div className={css.who}>
        <Avatar name={card?.displayName ?? ''} size={40} />
        <div className={css.whoWords}>
          <h2 className={css.name} data-testid="card-name">
            <EditInPlace
              key={contactId}
              value={card?.displayName ?? (name ? phoneText(name) : nameless)}
              label={say('rename')}
              onSave={(value) => void rename(value)}
            />
          </h2>
          <div className={`${css.place} ellipsis`}>{place}</div>
        </div>
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton icon={IconDotsVertical} iconSize={16} label={say('more')} data-testid="card-menu" />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconLink size={16} stroke={1.75} />}
              rightSection={<CommandKbd command="card.link" />}
              onClick={() => registry.run('card.link')}
            >
              {say('link')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconExternalLink size={16} stroke={1.75} />}
              rightSection={<CommandKbd command="beside.pop-out" />}
              onClick={() => registry.run('beside.pop-out')}
            >
              {say('popOut')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowsSort size={16} stroke={1.75} />}
              onClick={() => useArranging.setState({ on: true })}
            >
              {say('arrange')}
            </Menu.Item>
            {mayHold && (
              <Menu.Item
                leftSection={<IconGavel size={16} stroke={1.75} />}
                onClick={() => setHolding(contactId)}
              >
                {sayHold('placeMenu')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        {props.onClose && (
          <IconButton icon={IconX} iconSize={16} label={say('close')} onClick={props.onClose} />
        )}
      </div>
      {holding && holding === contactId && (
        <div className={css.holding}>
          <HoldForm
            contactId={contactId}
            onCancel={() => setHolding(undefined)}
            onDone={() => setHolding(undefined)}
          />
        </div>
      )}
    </>
  )
}

/** Tags, and what the person has been worth so far. */
function Worth() {
  const say = useText(cardTexts)
  const language = useLanguage()
  const card = usePerson((s) => s.card)
  if (!card) return null
  const first = card.orders[0]
  const sum = card.orders
    .filter((o) => o.currency === first?.currency && o.state !== 'cancelled')
    .reduce((all, o) => all + o.total, 0)
  const unsubscribed = card.consents.marketingEmail === false && card.consents.marketingMessenger === false
  return (
    <div className={css.tags}>
      <Tags />
      {first && (
        <span className="num">
          {say('orderCount', { count: card.orders.length, sum: money(sum, first.currency, language) })}
        </span>
      )}
      {unsubscribed && <Pill tone="outline">{say('noAds')}</Pill>}
    </div>
  )
}

const Loading = () => (
  <div className={css.card}>
    <Late>
      <div className={css.loading}>
        <div className={css.who}>
          <Skeleton width={40} height={40} round />
          <Skeleton width={160} height={16} />
        </div>
        {[220, 260, 180, 240, 200].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    </Late>
  </div>
)
