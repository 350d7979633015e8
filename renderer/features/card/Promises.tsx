import { TextInput } from '@mantine/core'
import { IconArrowBackUp, IconCalendarCheck, IconCheck } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { CardPromise } from '../../../shared/domain/card.ts'
import { newId, type PromiseId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import css from './card.module.css'
import { Section } from './Section.tsx'
import { cardTexts } from './texts.ts'

const none: CardPromise[] = []

/** Promises that are still to be kept: the first thing under the name. */
export function OpenPromises() {
  const promises = usePerson((s) => s.card?.promises ?? none)
  const open = promises.filter((p) => p.state === 'open').sort((a, b) => a.dueAt - b.dueAt)
  return open.map((promise) => <OpenPromise key={promise.promiseId} promise={promise} />)
}

function OpenPromise(props: { promise: CardPromise }) {
  const { promise } = props
  const say = useText(cardTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const tell = useTellFailure()
  const operatorName = useOperatorName()
  const contactId = usePerson((s) => s.personId)
  const offset = useClockOffset()
  const now = useNowAs((at) => Math.floor(at / 60_000) * 60_000) + offset
  const late = promise.dueAt < now
  return (
    <div className={css.promise} data-testid="promise">
      <Icon of={IconCalendarCheck} color="amber" />
      <div className={css.promiseWords}>
        <div className={css.promiseWhat}>{promise.text}</div>
        <div className={`${css.small} num`}>
          {late && <span className={css.late}>{say('promiseLate')}, </span>}
          {moment(promise.dueAt, now, language)}, {operatorName(promise.operatorId)}
        </div>
      </div>
      <IconButton
        icon={IconCheck}
        iconSize={16}
        label={say('promiseKeep')}
        onClick={async () => {
          const { promiseId, text, dueAt } = promise
          if (!contactId || !tell(await bridge.card.keepPromise({ promiseId, contactId }))) return
          // What is done is done: taken back, it is promised again.
          const again = newId<PromiseId>()
          const run = () =>
            void bridge.card.makePromise({ promiseId: again, contactId, text, dueAt }).then(tell)
          notify({
            title: say('promiseDone', { text }),
            action: { label: say('putBack'), icon: IconArrowBackUp, undo: true, run },
          })
        }}
      />
    </div>
  )
}

/** What was promised before, and a way to promise something new. */
export function Promises() {
  const say = useText(cardTexts)
  const language = useLanguage()
  const promises = usePerson((s) => s.card?.promises ?? none)
  const [making, setMaking] = useState(false)
  useCommand('promise.make', () => setMaking(true))
  const offset = useClockOffset()
  const now = useNowAs((at) => Math.floor(at / 60_000) * 60_000) + offset
  const past = promises.filter((p) => p.state !== 'open')
  return (
    <Section
      name="promises"
      title={say('promises')}
      count={promises.length}
      folded={promises.length === 0}
      open={making}
      action={
        !making && (
          <Button look="link" size="small" onClick={() => setMaking(true)}>
            {say('promiseNew')}
          </Button>
        )
      }
    >
      {past.map((promise) => (
        <div key={promise.promiseId} className={css.row}>
          <span className={`${css.rowValue} ellipsis`} title={promise.text}>
            {promise.text}
          </span>
          <span className={`${css.rowWhy} num`}>
            {say(promise.state === 'kept' ? 'promiseKept' : 'promiseBroken')},{' '}
            {moment(promise.dueAt, now, language)}
          </span>
        </div>
      ))}
      {making && <MakePromise onDone={() => setMaking(false)} />}
    </Section>
  )
}

const at = (now: number, days: number, hour: number): number => {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour).getTime()
}

function MakePromise(props: { onDone: () => void }) {
  const say = useText(cardTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const contactId = usePerson((s) => s.personId)
  const offset = useClockOffset()
  const now = useNowAs((moment) => Math.floor(moment / 60_000) * 60_000) + offset
  const [text, setText] = useState('')
  const times = [
    { key: 'inHour', dueAt: now + 3_600_000 },
    ...(at(now, 0, 18) > now ? [{ key: 'today', dueAt: at(now, 0, 18) } as const] : []),
    { key: 'tomorrow', dueAt: at(now, 1, 10) },
  ] as const
  const [chosen, setChosen] = useState<(typeof times)[number]['key']>('tomorrow')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const dueAt = times.find((t) => t.key === chosen)?.dueAt ?? at(now, 1, 10)
    if (!contactId || !text.trim()) return
    const answer = await bridge.card.makePromise({
      promiseId: newId<PromiseId>(),
      contactId,
      text: text.trim(),
      dueAt,
    })
    if (tell(answer)) props.onDone()
  }
  return (
    <form className={css.form} onSubmit={save}>
      <TextInput
        label={say('promiseWhat')}
        value={text}
        maxLength={500}
        onChange={(e) => setText(e.currentTarget.value)}
        data-autofocus
      />
      <div className={css.choices} role="radiogroup" aria-label={say('promiseWhen')}>
        {times.map((time) => (
          <Button
            key={time.key}
            size="small"
            role="radio"
            aria-checked={chosen === time.key}
            look={chosen === time.key ? 'amber' : 'default'}
            onClick={() => setChosen(time.key)}
          >
            {say(time.key)}
          </Button>
        ))}
      </div>
      <div className={css.formEnd}>
        <Button look="quiet" onClick={props.onDone}>
          {say('cancel')}
        </Button>
        <Button look="primary" submit disabled={!text.trim()}>
          {say('promiseSave')}
        </Button>
      </div>
    </form>
  )
}
