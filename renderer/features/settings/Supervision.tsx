import {
  MultiSelect,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import type { QueueId } from '../../../shared/lib/ids.ts'
import { localise } from '../../../shared/lib/language.ts'
import { monitorPresets } from '../../../shared/supervision/feature-codes.ts'
import { type SupervisionSettings, supervisionOf } from '../../../shared/supervision/settings.ts'
import type { TurnSettings } from '../../../shared/supervision/turn.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button } from '../../ui/primitives.tsx'
import { Field, Section, told } from './parts.tsx'
import css from './settings.module.css'
import { supervisionTexts } from './supervision-texts.ts'
import { texts } from './texts.ts'

const limits = ['holdSeconds', 'silenceSeconds', 'talkOverSeconds', 'waitSeconds'] as const
const badges = ['always', 'speaking', 'never'] as const
const ways = ['engine', 'asterisk', 'freeswitch', 'custom'] as const
const codes = ['listen', 'whisper', 'barge'] as const

/** What supervisors may do and see, and what operators see of it: for administrators. */
export function Supervision() {
  const common = useText(texts)
  return (
    <Section title={common('supervision')}>
      <Rules />
      <Scopes />
      <TurnServers />
    </Section>
  )
}

function Rules() {
  const say = useText(supervisionTexts)
  const bridge = useBridge()
  const stored = supervisionOf(useCompany()?.settings)
  const [form, setForm] = useState<SupervisionSettings>(stored)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (told(await bridge.admin.setSettings({ supervision: form })))
      notify({ title: say('saved'), tone: 'green', life: 3000 })
  }
  const { badge, alarms, monitoring } = form
  const number = (value: string | number, least: number) => Math.max(least, Number(value) || least)
  return (
    <form className={css.form} onSubmit={submit}>
      <Field label={say('badge')} hint={say('badgeWhy')}>
        <SegmentedControl
          size="xs"
          aria-label={say('badge')}
          value={badge}
          data={badges.map((value) => ({ value, label: say(value) }))}
          onChange={(value) => setForm({ ...form, badge: value as typeof badge })}
        />
      </Field>
      <h3 className={css.subtitle}>{say('alarms')}</h3>
      <div className={css.two}>
        {limits.map((name) => (
          <NumberInput
            key={name}
            size="xs"
            label={say(name)}
            min={name === 'talkOverSeconds' ? 1 : 5}
            max={name === 'talkOverSeconds' ? 60 : 3600}
            value={alarms[name]}
            onChange={(value) =>
              setForm({
                ...form,
                alarms: { ...alarms, [name]: number(value, name === 'talkOverSeconds' ? 1 : 5) },
              })
            }
          />
        ))}
        <NumberInput
          size="xs"
          label={say('mos')}
          min={1}
          max={4.5}
          step={0.1}
          decimalScale={1}
          value={alarms.mos}
          onChange={(value) => setForm({ ...form, alarms: { ...alarms, mos: number(value, 1) } })}
        />
      </div>
      <Field label={say('monitoring')} hint={say(monitoring.by === 'engine' ? 'engineWhy' : 'codesWhy')}>
        <SegmentedControl
          size="xs"
          aria-label={say('monitoring')}
          value={monitoring.by}
          data={ways.map((value) => ({ value, label: say(value) }))}
          onChange={(value) =>
            setForm({ ...form, monitoring: { ...monitoring, by: value as typeof monitoring.by } })
          }
        />
      </Field>
      {monitoring.by !== 'engine' && (
        <div className={css.two}>
          {codes.map((name) => (
            <TextInput
              key={name}
              size="xs"
              label={say(name)}
              value={monitoring[name]}
              placeholder={monitorPlaceholder(monitoring.by, name)}
              maxLength={80}
              spellCheck={false}
              onChange={(event) =>
                setForm({ ...form, monitoring: { ...monitoring, [name]: event.currentTarget.value.trim() } })
              }
            />
          ))}
        </div>
      )}
      <div className={css.row}>
        <Button look="primary" submit>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}

function monitorPlaceholder(by: string, name: (typeof codes)[number]): string {
  return by === 'asterisk' || by === 'freeswitch' ? monitorPresets[by][name] : ''
}

/** A supervisor without queues named has everybody's calls. */
function Scopes() {
  const say = useText(supervisionTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const company = useCompany()
  const supervisors = company?.operators.filter((o) => !o.disabled && o.roles.includes('supervisor')) ?? []
  if (!company || supervisors.length === 0) return null
  const queues = company.queues.map((q) => ({ value: q.queueId, label: localise(q.name, language) }))
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('scopes')}</h3>
      {supervisors.map(({ operatorId, name, supervises }) => (
        <MultiSelect
          key={operatorId}
          size="xs"
          label={name}
          aria-label={say('scopeOf', { name })}
          data={queues}
          value={supervises ?? []}
          placeholder={supervises ? '' : say('everybody')}
          clearable
          onChange={(chosen) =>
            void bridge.admin
              .setScope({ operatorId, supervises: chosen.length ? (chosen as QueueId[]) : null })
              .then(told)
          }
        />
      ))}
    </div>
  )
}

function TurnServers() {
  const say = useText(supervisionTexts)
  const bridge = useBridge()
  const [form, setForm] = useState<TurnSettings>()
  const [urls, setUrls] = useState('')
  const [secret, setSecret] = useState('')
  useEffect(() => {
    void bridge.supervision.turn({}).then((answer) => {
      if (!told(answer) || !answer.ok) return
      setForm(answer.value)
      setUrls(answer.value.urls.join('\n'))
    })
  }, [bridge])
  if (!form) return null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { hasSecret: _, ...rest } = form
    const answer = await bridge.supervision.setTurn({
      ...rest,
      urls: urls.split(/\s+/).filter(Boolean),
      ...(secret ? { secret } : {}),
    })
    if (!told(answer) || !answer.ok) return
    setForm(answer.value)
    setSecret('')
    notify({ title: say('saved'), tone: 'green', life: 3000 })
  }
  return (
    <form className={`${css.block} ${css.form}`} onSubmit={submit}>
      <h3 className={css.subtitle}>{say('turn')}</h3>
      <Textarea
        size="xs"
        label={say('turnUrls')}
        placeholder="turn:turn.example.com:3478"
        value={urls}
        autosize
        minRows={2}
        maxRows={5}
        spellCheck={false}
        onChange={(event) => setUrls(event.currentTarget.value)}
      />
      <SegmentedControl
        size="xs"
        value={form.auth}
        data={[
          { value: 'shared-secret', label: say('sharedSecret') },
          { value: 'static', label: say('staticAuth') },
        ]}
        onChange={(auth) => setForm({ ...form, auth: auth as typeof form.auth })}
      />
      <div className={css.two}>
        {form.auth === 'static' && (
          <TextInput
            size="xs"
            label={say('username')}
            value={form.username}
            spellCheck={false}
            onChange={(event) => setForm({ ...form, username: event.currentTarget.value })}
          />
        )}
        <PasswordInput
          size="xs"
          label={say('secret')}
          placeholder={form.hasSecret ? say('secretKept') : ''}
          value={secret}
          autoComplete="off"
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      </div>
      <Switch
        checked={form.relayOnly}
        label={say('relayOnly')}
        onChange={(event) => setForm({ ...form, relayOnly: event.currentTarget.checked })}
      />
      <div className={css.row}>
        <Button look="primary" submit>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
