import { IconArrowBackUp, IconRobot } from '@tabler/icons-react'
import { useState } from 'react'
import type { CardField, CardNote, CardOrder, PastInteraction } from '../../../shared/domain/card.ts'
import { bareField, isPaymentField } from '../../../shared/domain/company.ts'
import type { VisitSource } from '../../../shared/domain/event.ts'
import { maskPayment } from '../../../shared/lib/card-number.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useCompany, useOperatorName } from '../../bridge/mirrors.ts'
import { moment, money, shortDate } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { ChannelIcon } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Button, Pill, type Tone } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import { factTexts, fieldLabel, goods, sourceTexts, stateName, stateTexts } from '../timeline/index.ts'
import css from './card.module.css'
import { EditInPlace } from './EditInPlace.tsx'
import { FieldValue } from './FieldValue.tsx'
import { Section } from './Section.tsx'
import { cardTexts } from './texts.ts'

function useToday(): number {
  const offset = useClockOffset()
  return useNowAs((now) => Math.floor(now / 3_600_000) * 3_600_000) + offset
}

const noOrders: CardOrder[] = []
const shownOrders = 3
const done: ReadonlySet<string> = new Set(['delivered', 'collected', 'installed', 'paid'])
const lost: ReadonlySet<string> = new Set(['cancelled', 'late'])
const orderTone = (state: string): Tone => (done.has(state) ? 'green' : lost.has(state) ? 'red' : 'amber')

export function Orders() {
  const say = useText(cardTexts)
  const sayFact = useText(factTexts)
  const sayState = useText(stateTexts)
  const language = useLanguage()
  const company = useCompany()
  const orders = usePerson((s) => s.card?.orders ?? noOrders)
  const cart = usePerson((s) => s.card?.cart)
  const [all, setAll] = useState(false)
  if (orders.length === 0 && !cart) return null
  const tell = { company, language, say: sayFact }
  const latest = [...orders].sort((a, b) => b.at - a.at)
  const shown = all ? latest : latest.slice(0, shownOrders)
  return (
    <Section name="orders" title={say('orders')} count={orders.length}>
      {cart && (
        <>
          <div className={css.row}>
            <span className={css.strong}>{say('cart')}</span>
            {cart.abandoned && <Pill tone="amber">{say('cartLeft')}</Pill>}
            <span className={`${css.end} num`}>
              {cart.total !== undefined && cart.currency && money(cart.total, cart.currency, language)}
            </span>
          </div>
          <div className={`${css.small} ellipsis`}>{goods(cart.items, tell)}</div>
        </>
      )}
      {shown.map((order) => (
        <div key={order.orderId} data-testid="order">
          <div className={css.row}>
            <span className={css.strong}>{say('orderNo', { order: order.orderId })}</span>
            <Pill tone={orderTone(order.state)}>{stateName(order.state, { state: sayState })}</Pill>
            <span className={`${css.end} num`}>{money(order.total, order.currency, language)}</span>
          </div>
          <div className={`${css.small} ellipsis`} title={goods(order.items, tell)}>
            {goods(order.items, tell)}
          </div>
        </div>
      ))}
      {latest.length > shown.length && (
        <Button look="link" size="small" onClick={() => setAll(true)}>
          {say('moreOrders', { count: latest.length - shown.length })}
        </Button>
      )}
    </Section>
  )
}

export function Source() {
  const say = useText(cardTexts)
  const first = usePerson((s) => s.card?.firstSource)
  const last = usePerson((s) => s.card?.lastSource)
  const name = useSourceName()
  if (!first) return null
  const term = first.utm?.utm_term
  const campaign = first.utm?.utm_campaign
  const pairs: [string, string][] = [
    [say('first'), name(first)],
    ...(term ? [[say('keyword'), term] as [string, string]] : []),
    ...(campaign ? [[say('campaign'), campaign] as [string, string]] : []),
    ...(last && last.at !== first.at ? [[say('last'), name(last)] as [string, string]] : []),
  ]
  return (
    <Section name="source" title={say('source')}>
      <dl className={css.pairs}>
        {pairs.map(([label, value]) => (
          <Pair key={label} label={label} value={value} />
        ))}
      </dl>
    </Section>
  )
}

const Pair = (props: { label: string; value: string }) => (
  <>
    <dt className="ellipsis">{props.label}</dt>
    <dd className="ellipsis" title={props.value}>
      {props.value}
    </dd>
  </>
)

/** A source in the nominative of its own label, else the plain channel. */
function useSourceName(): (source: VisitSource) => string {
  const say = useText(sourceTexts)
  return (source) => {
    if (source.label) return source.label
    return Object.hasOwn(sourceTexts.texts, source.channel)
      ? say(source.channel as keyof typeof sourceTexts.texts)
      : source.channel
  }
}

const noFields: CardField[] = []

export function Fields() {
  const say = useText(cardTexts)
  const language = useLanguage()
  const company = useCompany()
  const fields = usePerson((s) => s.card?.fields ?? noFields)
  const [adding, setAdding] = useState<string>()
  const [all, setAll] = useState(false)
  const label = (field: string) => fieldLabel(field, { company, language })
  const isPayment = (field: string) => isPaymentField(company, field)
  const known = new Set(fields.map((f) => bareField(f.field)))
  const free = Object.keys(company?.fieldLabels ?? {}).filter((f) => !known.has(f) && f !== adding)
  const own = (company?.customFields ?? []).filter((f) => f.of === 'contact')
  const set = useSetField()
  const save = (field: string, value: string) => {
    setAdding(undefined)
    return set(field, label(field), isPayment(field) ? maskPayment(value) : value)
  }
  const others = fields.filter(
    (f) => !f.field.startsWith(orgPrefix) && !own.some((o) => o.fieldId === f.field),
  )
  return (
    <Section name="fields" title={say('fields')} count={fields.length}>
      <dl className={css.pairs}>
        {own.map((field) => (
          <FieldValue
            key={field.fieldId}
            field={field}
            value={fields.find((f) => f.field === field.fieldId)?.value ?? ''}
            missing={field.required && !fields.some((f) => f.field === field.fieldId)}
            onSave={(value) => void set(field.fieldId, localise(field.label, language), value)}
          />
        ))}
        {others.map((field) => (
          <FieldPair
            key={field.field}
            label={label(field.field)}
            // What was written before the field was one for card data lies in the history as it was.
            value={isPayment(field.field) ? maskPayment(field.value) : field.value}
            bot={field.from === 'bot'}
            payment={isPayment(field.field)}
            onSave={(value) => void save(field.field, value)}
          />
        ))}
        {adding && (
          <FieldPair
            label={label(adding)}
            value=""
            editing
            payment={isPayment(adding)}
            onSave={(value) => void save(adding, value)}
          />
        )}
      </dl>
      {free.length > 0 && !all && (
        <Button look="link" size="small" onClick={() => setAll(true)}>
          {say('addField')}
        </Button>
      )}
      {all && (
        <div className={css.choices}>
          {free.map((field) => (
            <Button
              key={field}
              size="small"
              onClick={() => {
                setAll(false)
                setAdding(field)
              }}
            >
              {label(field)}
            </Button>
          ))}
        </div>
      )}
    </Section>
  )
}

/** Fields of the organisation stand among the person's own under this name. */
const orgPrefix = 'org.'

/** What the company keeps of the organisations that its customers speak for. */
export function Organisation() {
  const say = useText(cardTexts)
  const language = useLanguage()
  const company = useCompany()
  const fields = usePerson((s) => s.card?.fields ?? noFields)
  const set = useSetField()
  const own = (company?.customFields ?? []).filter((f) => f.of === 'organisation')
  if (own.length === 0) return null
  const inField = (fieldId: string) => fields.find((f) => f.field === orgPrefix + fieldId)?.value ?? ''
  return (
    <Section name="organisation" title={say('organisation')} folded={own.every((f) => !inField(f.fieldId))}>
      <dl className={css.pairs}>
        {own.map((field) => (
          <FieldValue
            key={field.fieldId}
            field={field}
            value={inField(field.fieldId)}
            missing={field.required && !inField(field.fieldId)}
            onSave={(value) => void set(orgPrefix + field.fieldId, localise(field.label, language), value)}
          />
        ))}
      </dl>
    </Section>
  )
}

/** Writes a field at once, and offers what was in it before for ten seconds. */
function useSetField(): (field: string, label: string, value: string) => Promise<void> {
  const bridge = useBridge()
  const say = useText(cardTexts)
  const tell = useTellFailure()
  const fields = usePerson((s) => s.card?.fields ?? noFields)
  const contactId = usePerson((s) => s.personId)
  return async (field, label, value) => {
    const before = fields.find((f) => f.field === field)?.value ?? null
    if (!contactId || (value || null) === before) return
    if (!tell(await bridge.card.setField({ contactId, field, value: value || null }))) return
    const run = () => void bridge.card.setField({ contactId, field, value: before }).then(tell)
    notify({
      title: say('changed', { field: label }),
      action: { label: say('putBack'), icon: IconArrowBackUp, undo: true, run },
    })
  }
}

function FieldPair(props: {
  label: string
  value: string
  bot?: boolean
  editing?: boolean
  payment?: boolean
  onSave: (value: string) => void
}) {
  const say = useText(cardTexts)
  return (
    <>
      <dt className="ellipsis" title={props.label}>
        {props.label}
      </dt>
      <dd>
        <EditInPlace
          value={props.value}
          label={say('edit', { field: props.label })}
          editing={props.editing ?? false}
          payment={props.payment ?? false}
          onSave={props.onSave}
          after={
            props.bot && (
              <span title={say('fromBot')} style={{ lineHeight: 0 }}>
                <Icon of={IconRobot} size={14} color="faint" />
              </span>
            )
          }
        />
      </dd>
    </>
  )
}

const noPast: PastInteraction[] = []
const shownPast = 5

export function Past() {
  const say = useText(cardTexts)
  const language = useLanguage()
  const company = useCompany()
  const today = useToday()
  const past = usePerson((s) => s.card?.interactions ?? noPast)
  const latest = [...past].filter((i) => !i.open).sort((a, b) => b.at - a.at)
  if (latest.length === 0) return null
  return (
    <Section name="past" title={say('past')} count={latest.length}>
      {latest.slice(0, shownPast).map((one) => {
        const outcome = company?.dispositions.find((d) => d.dispositionId === one.dispositionId)
        return (
          <div key={one.interactionId} className={css.row}>
            <ChannelIcon wire={one.channel} />
            <span className={`${css.rowValue} ellipsis`}>
              {outcome ? localise(outcome.name, language) : say('noOutcome')}
            </span>
            <span className={`${css.rowWhy} num`}>{shortDate(one.at, today)}</span>
          </div>
        )
      })}
    </Section>
  )
}

const noNotes: CardNote[] = []

export function Notes() {
  const say = useText(cardTexts)
  const language = useLanguage()
  const operatorName = useOperatorName()
  const today = useToday()
  const notes = usePerson((s) => s.card?.notes ?? noNotes)
  if (notes.length === 0) return null
  return (
    <Section name="notes" title={say('notes')} count={notes.length} folded>
      {[...notes].reverse().map((note) => (
        <div key={note.noteId} className={css.note}>
          <div className={`${css.small} num`}>
            {operatorName(note.operatorId)}, {moment(note.at, today, language)}
          </div>
          {note.text}
        </div>
      ))}
    </Section>
  )
}
