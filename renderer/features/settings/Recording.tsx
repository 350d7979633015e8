import { NumberInput, Select, Switch } from '@mantine/core'
import { IconAlertTriangle, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Company } from '../../../shared/domain/company.ts'
import {
  type Announcement,
  policyOf,
  type RecordingPolicy,
  type RecordingRule,
  shadowedRules,
} from '../../../shared/domain/recording-rules.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { explainRule } from './explain-rule.ts'
import { PaymentFields } from './PaymentFields.tsx'
import { PbxIntake } from './PbxIntake.tsx'
import { Field, Section, told } from './parts.tsx'
import { recordingTexts } from './recording-texts.ts'
import css from './settings.module.css'
import { texts } from './texts.ts'

/** Which calls are recorded, what customers are told, and how long it is kept: for administrators. */
export function Recording() {
  const common = useText(texts)
  const company = useCompany()
  return (
    <Section title={common('recording')}>
      {company && <Policy key={JSON.stringify(company.settings.recordingRules)} company={company} />}
      {company && (
        <div className={css.block}>
          <Sounds company={company} />
        </div>
      )}
      {company && <PaymentFields company={company} />}
      <PbxIntake />
    </Section>
  )
}

function Policy(props: { company: Company }) {
  const { company } = props
  const say = useText(recordingTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const [policy, setPolicy] = useState(() => policyOf(company.settings))
  const changed = JSON.stringify(policy) !== JSON.stringify(policyOf(company.settings))
  const shadowed = shadowedRules(policy)
  const setRule = (ruleId: string, change: Partial<RecordingRule>) =>
    setPolicy({
      ...policy,
      rules: policy.rules.map((r) => (r.ruleId === ruleId ? without({ ...r, ...change }) : r)),
    })
  const add = () =>
    setPolicy({
      ...policy,
      rules: [...policy.rules, { ruleId: newId<string>(), record: true, announcement: { kind: 'none' } }],
    })
  const up = (index: number) => {
    const rules = [...policy.rules]
    const [rule] = rules.splice(index, 1)
    if (rule) rules.splice(index - 1, 0, rule)
    setPolicy({ ...policy, rules })
  }
  const save = async () => {
    if (told(await bridge.admin.setSettings({ recordingRules: policy })))
      notify({ title: common('saved'), tone: 'green', life: 3000 })
  }
  return (
    <div className={css.policy}>
      <p className={css.hint}>{say('why')}</p>
      <table className={css.table} aria-label={say('rules')}>
        <thead>
          <tr>
            <th scope="col">{say('line')}</th>
            <th scope="col">{say('direction')}</th>
            <th scope="col">{say('queue')}</th>
            <th scope="col">{say('record')}</th>
            <th scope="col">{say('announcement')}</th>
            <th scope="col">{say('keep')}</th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          {policy.rules.map((rule, i) => (
            <tr key={rule.ruleId}>
              <Who company={company} rule={rule} onChange={(change) => setRule(rule.ruleId, change)} />
              <Treatment company={company} of={rule} onChange={(change) => setRule(rule.ruleId, change)} />
              <td>
                <span className={css.ruleEnd}>
                  {shadowed.has(rule.ruleId) && (
                    <span title={say('shadowed')} role="img" aria-label={say('shadowed')}>
                      <Icon of={IconAlertTriangle} color="amber" />
                    </span>
                  )}
                  <IconButton
                    icon={IconArrowUp}
                    iconSize={16}
                    label={say('up')}
                    disabled={i === 0}
                    onClick={() => up(i)}
                  />
                  <IconButton
                    icon={IconX}
                    iconSize={16}
                    label={say('remove')}
                    onClick={() => setPolicy({ ...policy, rules: policy.rules.filter((r) => r !== rule) })}
                  />
                </span>
              </td>
            </tr>
          ))}
          <tr>
            <td colSpan={3} className={css.dim}>
              {say('otherwise')}
            </td>
            <Treatment
              company={company}
              of={policy.otherwise}
              onChange={(change) =>
                setPolicy({ ...policy, otherwise: without({ ...policy.otherwise, ...change }) })
              }
            />
            <td />
          </tr>
        </tbody>
      </table>
      <div className={css.row}>
        <Button icon={IconPlus} onClick={add}>
          {say('add')}
        </Button>
        <Button look="primary" disabled={!changed} onClick={() => void save()}>
          {common('save')}
        </Button>
        <Due policy={policy} />
      </div>
      <Explain company={company} policy={policy} />
      <Field label={say('pauseLimit')} hint={say('pauseLimitWhy')}>
        <NumberInput
          size="xs"
          w={160}
          min={15}
          max={1800}
          step={15}
          aria-label={say('pauseLimit')}
          value={policy.pauseLimitSeconds}
          suffix={` ${say('seconds', { count: policy.pauseLimitSeconds }).replace(/^\d+\s*/, '')}`}
          onChange={(value) => {
            const seconds = Number(value)
            if (seconds >= 15 && seconds <= 1800)
              setPolicy({ ...policy, pauseLimitSeconds: Math.round(seconds) })
          }}
        />
      </Field>
    </div>
  )
}

/** A choice that was taken back is left out, rather than kept as undefined. */
const without = <T extends object>(rule: T): T =>
  Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as T

/** Which calls a rule speaks of. */
function Who(props: {
  company: Company
  rule: RecordingRule
  onChange: (change: Partial<RecordingRule>) => void
}) {
  const { company, rule, onChange } = props
  const say = useText(recordingTexts)
  const language = useLanguage()
  const lines = company.accounts.filter((a) => a.kind === 'voice')
  return (
    <>
      <td>
        <Choice
          label={say('line')}
          none={say('any')}
          value={rule.accountId}
          data={lines.map((a) => ({ value: a.accountId, label: a.address || a.name }))}
          onChange={(accountId) => onChange({ accountId: accountId as RecordingRule['accountId'] })}
        />
      </td>
      <td>
        <Choice
          label={say('direction')}
          none={say('both')}
          value={rule.direction}
          data={[
            { value: 'in', label: say('in') },
            { value: 'out', label: say('out') },
          ]}
          onChange={(direction) => onChange({ direction: direction as RecordingRule['direction'] })}
        />
      </td>
      <td>
        <Choice
          label={say('queue')}
          none={say('any')}
          value={rule.queueId}
          data={company.queues.map((q) => ({ value: q.queueId, label: localise(q.name, language) }))}
          onChange={(queueId) => onChange({ queueId: queueId as RecordingRule['queueId'] })}
        />
      </td>
    </>
  )
}

function Choice(props: {
  label: string
  none: string
  value: string | undefined
  data: { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}) {
  return (
    <Select
      size="xs"
      aria-label={props.label}
      value={props.value ?? ''}
      data={[{ value: '', label: props.none }, ...props.data]}
      allowDeselect={false}
      comboboxProps={{ withinPortal: true, width: 'max-content', position: 'bottom-start' }}
      onChange={(value) => props.onChange(value || undefined)}
    />
  )
}

const builtIn = ['notice-ru', 'notice-pl', 'notice-en'] as const

/** What is done with those calls. */
function Treatment(props: {
  company: Company
  of: RecordingPolicy['otherwise']
  onChange: (change: Partial<RecordingPolicy['otherwise']>) => void
}) {
  const { company, of, onChange } = props
  const say = useText(recordingTexts)
  const sounds = company.settings.announcementSounds ?? []
  const { announcement, keepDays, record } = of
  const value = announcement.kind === 'sound' ? announcement.soundId : announcement.kind
  const choose = (chosen: string): Announcement =>
    chosen === 'none' || chosen === 'tone' ? { kind: chosen } : { kind: 'sound', soundId: chosen }
  return (
    <>
      <td>
        <Switch
          checked={record}
          aria-label={say('record')}
          onChange={(event) => onChange({ record: event.currentTarget.checked })}
        />
      </td>
      <td>
        <Select
          size="xs"
          aria-label={say('announcement')}
          disabled={!record}
          value={value}
          allowDeselect={false}
          data={[
            { value: 'none', label: say('none') },
            { value: 'tone', label: say('tone') },
            ...builtIn.map((id) => ({ value: id as string, label: say(id) })),
            ...sounds.map((sound) => ({ value: sound.soundId, label: sound.name })),
          ]}
          comboboxProps={{ withinPortal: true, width: 'max-content', position: 'bottom-start' }}
          onChange={(chosen) => chosen && onChange({ announcement: choose(chosen) })}
        />
      </td>
      <td>
        <NumberInput
          size="xs"
          w={112}
          min={1}
          max={36_500}
          allowDecimal={false}
          disabled={!record}
          aria-label={say('keep')}
          placeholder={say('forever')}
          value={keepDays ?? ''}
          onChange={(days) =>
            onChange({ keepDays: days === '' ? undefined : Math.max(1, Number(days)) } as never)
          }
        />
      </td>
    </>
  )
}

/** What would be removed by these rules, before they are saved. */
function Due(props: { policy: RecordingPolicy }) {
  const say = useText(recordingTexts)
  const bridge = useBridge()
  const [found, setFound] = useState<{ due: number; held: number }>()
  const asked = JSON.stringify(props.policy)
  useEffect(() => {
    const timer = setTimeout(() => {
      void bridge.recordings.due({ rules: JSON.parse(asked) }).then((answer) => {
        if (answer.ok) setFound(answer.value)
      })
    }, 400)
    return () => clearTimeout(timer)
  }, [bridge, asked])
  if (!found || found.due + found.held === 0) return null
  return (
    <span className={css.dim} role="status">
      {found.due > 0 && say('due', { count: found.due })}{' '}
      {found.held > 0 && say('held', { count: found.held })}
    </span>
  )
}

/** What the rules say of one call, in a sentence. */
function Explain(props: { company: Company; policy: RecordingPolicy }) {
  const { company, policy } = props
  const say = useText(recordingTexts)
  const language = useLanguage()
  const lines = company.accounts.filter((a) => a.kind === 'voice')
  const [call, setCall] = useState<
    Pick<RecordingRule, 'accountId' | 'queueId'> & { direction: 'in' | 'out' }
  >(() => ({
    direction: 'in',
    ...(lines[0] ? { accountId: lines[0].accountId } : {}),
    ...(company.queues[0] ? { queueId: company.queues[0].queueId } : {}),
  }))
  return (
    <Field label={say('explain')}>
      <div className={css.row}>
        <Choice
          label={say('line')}
          none={say('any')}
          value={call.accountId}
          data={lines.map((a) => ({ value: a.accountId, label: a.address || a.name }))}
          onChange={(accountId) => setCall(without({ ...call, accountId }) as typeof call)}
        />
        <Select
          size="xs"
          w={140}
          aria-label={say('direction')}
          value={call.direction}
          allowDeselect={false}
          data={[
            { value: 'in', label: say('in') },
            { value: 'out', label: say('out') },
          ]}
          onChange={(direction) => setCall({ ...call, direction: direction as 'in' | 'out' })}
        />
        <Choice
          label={say('queue')}
          none={say('any')}
          value={call.queueId}
          data={company.queues.map((q) => ({ value: q.queueId, label: localise(q.name, language) }))}
          onChange={(queueId) => setCall(without({ ...call, queueId }) as typeof call)}
        />
      </div>
      <p className={css.explained} role="status">
        {explainRule(policy, call, { company, language, say })}
      </p>
    </Field>
  )
}

function Sounds(props: { company: Company }) {
  const say = useText(recordingTexts)
  const bridge = useBridge()
  const sounds = props.company.settings.announcementSounds ?? []
  return (
    <Field label={say('sounds')} hint={say('soundsWhy')}>
      <div className={css.row}>
        {sounds.map((sound) => (
          <span key={sound.soundId} className={css.row}>
            {sound.name}{' '}
            <span className={css.dim}>{say('seconds', { count: Math.round(sound.seconds) })}</span>
            <IconButton
              icon={IconX}
              iconSize={14}
              label={say('removeSound', { name: sound.name })}
              onClick={async () => told(await bridge.admin.removeSound({ soundId: sound.soundId }))}
            />
          </span>
        ))}
        <Button icon={IconPlus} onClick={async () => told(await bridge.admin.addSound({}))}>
          {say('addSound')}
        </Button>
      </div>
    </Field>
  )
}
