import { MultiSelect, NumberInput, Select, Switch } from '@mantine/core'
import { IconArchive, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { Queue } from '../../../shared/domain/company.ts'
import {
  type Distribution,
  defaultSla,
  type QueueRules,
  routingOf,
  rulesOf,
} from '../../../shared/domain/routing-settings.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { InOrder } from './InOrder.tsx'
import { LocalisedFields } from './LocalisedFields.tsx'
import { queueTexts } from './queue-texts.ts'
import css from './settings.module.css'
import { useChangeRouting } from './use-change-routing.ts'

const distributions: readonly Distribution[] = ['all', 'longest-idle', 'evenly', 'in-order']

/** One queue: closed a line that says how it works, open everything that can be set of it. */
export function OneQueue(props: {
  queue: Queue
  open: boolean
  onToggle: () => void
  onChange: (queue: Queue) => void
}) {
  const { queue, open, onToggle, onChange } = props
  const say = useText(queueTexts)
  const language = useLanguage()
  const routing = routingOf(useCompany())
  const rules = rulesOf(routing, queue.queueId)
  const name = localise(queue.name, language)
  const hours = routing.schedules.find((s) => s.scheduleId === rules.scheduleId)?.name ?? say('always')
  return (
    <section className={css.queue} aria-label={name} data-testid="queue-rules">
      <button type="button" className={css.queueHead} aria-expanded={open} onClick={onToggle}>
        <Icon of={open ? IconChevronDown : IconChevronRight} size={16} />
        <b className="ellipsis">{name}</b>
        <span className={`${css.dim} ellipsis`}>
          {say(rules.distribution)} · {hours}
        </span>
      </button>
      {open && <Rules queue={queue} rules={rules} onChange={onChange} />}
    </section>
  )
}

function Rules(props: { queue: Queue; rules: QueueRules; onChange: (queue: Queue) => void }) {
  const { queue, rules, onChange } = props
  const say = useText(queueTexts)
  const channelName = useChannelName()
  const company = useCompany()
  const change = useChangeRouting()
  const routing = routingOf(company)
  const put = (next: QueueRules) => {
    const others = routing.queues.filter((q) => q.queueId !== queue.queueId)
    void change({ routing: { queues: [...others, { ...next, queueId: queue.queueId }] } })
  }
  const set = (more: Partial<QueueRules>) => put({ ...rules, ...more })
  const kinds = [
    ...new Set((company?.accounts ?? []).filter((a) => a.queueId === queue.queueId).map((a) => a.kind)),
  ]
  const number = (value: string | number, least: number, take: (n: number) => void) => {
    if (typeof value === 'number' && value >= least) take(Math.round(value))
  }
  const offHours = rules.offHours ?? { reply: {}, form: false }
  return (
    <div className={css.queueBody}>
      <LocalisedFields
        label={say('name')}
        value={queue.name}
        needed={say('nameNeeded')}
        onChange={(name) => onChange({ ...queue, name })}
      />
      <div className={css.two}>
        <Select
          label={say('distribution')}
          value={rules.distribution}
          allowDeselect={false}
          data={distributions.map((value) => ({ value, label: say(value) }))}
          onChange={(value) => value && set({ distribution: value as Distribution })}
        />
        <Select
          label={say('hours')}
          value={rules.scheduleId ?? ''}
          allowDeselect={false}
          data={[
            { value: '', label: say('always') },
            ...routing.schedules.map((s) => ({ value: s.scheduleId, label: s.name })),
          ]}
          onChange={(value) => {
            const { scheduleId: _, ...rest } = rules
            put({ ...rest, ...(value ? { scheduleId: value } : {}) })
          }}
        />
        <NumberInput
          label={say('priority')}
          value={rules.priority}
          min={0}
          max={9}
          onChange={(value) => number(value, 0, (priority) => set({ priority }))}
        />
        <NumberInput
          label={say('offerSeconds')}
          value={rules.offerSeconds}
          min={5}
          max={3600}
          onChange={(value) => number(value, 5, (offerSeconds) => set({ offerSeconds }))}
        />
        <NumberInput
          label={say('returnAfter')}
          value={rules.returnAfterSeconds ?? ''}
          placeholder={say('never')}
          min={0}
          max={86_400}
          onChange={(value) =>
            set({ returnAfterSeconds: typeof value === 'number' ? Math.round(value) : null })
          }
        />
        <NumberInput
          label={say('sameOperator')}
          value={rules.sameOperatorDays}
          min={0}
          max={365}
          onChange={(value) => number(value, 0, (sameOperatorDays) => set({ sameOperatorDays }))}
        />
        <MultiSelect
          label={say('teams')}
          value={rules.teamIds}
          data={routing.teams
            .filter((t) => !t.archived || rules.teamIds.includes(t.teamId))
            .map((t) => ({ value: t.teamId, label: t.name }))}
          onChange={(teamIds) => set({ teamIds })}
        />
        <MultiSelect
          label={say('skills')}
          value={rules.skillIds}
          data={routing.skills.map((s) => ({ value: s.skillId, label: s.name }))}
          onChange={(skillIds) => set({ skillIds })}
        />
      </div>
      {rules.distribution === 'in-order' && (
        <InOrder order={rules.order} onChange={(order) => set({ order })} />
      )}
      <Switch
        label={say('auto')}
        checked={rules.autoAccept}
        onChange={(event) => set({ autoAccept: event.currentTarget.checked })}
      />
      {kinds.length > 0 && (
        <div>
          <div className={css.label}>{say('promise')}</div>
          <div className={css.two} style={{ marginTop: 8 }}>
            {kinds.map((kind) => {
              const target = rules.sla[kind] ?? defaultSla[kind]
              const promise = (more: Partial<typeof target>) =>
                set({ sla: { ...rules.sla, [kind]: { ...target, ...more } } })
              return (
                <div key={kind} className={css.row} style={{ flexWrap: 'nowrap' }}>
                  <span style={{ flex: 1 }}>{channelName(kind)}</span>
                  <NumberInput
                    w={72}
                    aria-label={`${channelName(kind)}, ${say('promise')}, 1`}
                    value={target.first}
                    min={1}
                    hideControls
                    onChange={(value) => number(value, 1, (first) => promise({ first }))}
                  />
                  <NumberInput
                    w={72}
                    aria-label={`${channelName(kind)}, ${say('promise')}, 2`}
                    value={target.next}
                    min={1}
                    hideControls
                    onChange={(value) => number(value, 1, (next) => promise({ next }))}
                  />
                </div>
              )
            })}
          </div>
        </div>
      )}
      {rules.scheduleId && (
        <>
          <LocalisedFields
            label={say('offHours')}
            value={offHours.reply}
            maxLength={1000}
            onChange={(reply) => set({ offHours: { ...offHours, reply } })}
          />
          <Switch
            label={say('offHoursForm')}
            description={say('offHoursHint')}
            checked={offHours.form}
            onChange={(event) => set({ offHours: { ...offHours, form: event.currentTarget.checked } })}
          />
        </>
      )}
      <div className={css.row}>
        <Button icon={IconArchive} onClick={() => onChange({ ...queue, archived: true })}>
          {say('archive')}
        </Button>
      </div>
    </div>
  )
}
