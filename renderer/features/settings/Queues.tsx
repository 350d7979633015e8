import { MultiSelect, NumberInput, Select, Switch } from '@mantine/core'
import type { Queue } from '../../../shared/domain/company.ts'
import {
  type Distribution,
  defaultSla,
  type QueueRules,
  type RoutingSettings,
  routingOf,
  rulesOf,
} from '../../../shared/domain/routing-settings.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { Section, told } from './parts.tsx'
import { QueueTables } from './QueueTables.tsx'
import { queueTexts } from './queue-texts.ts'
import { Schedules } from './Schedules.tsx'
import css from './settings.module.css'

const distributions: readonly Distribution[] = ['all', 'longest-idle', 'evenly', 'in-order']

/** Saves one part of the routing settings; the others stay as they are. */
export function useChangeRouting(): (routing: Partial<RoutingSettings>) => Promise<boolean> {
  const bridge = useBridge()
  return async (routing) => told(await bridge.routing.change({ routing }))
}

/** Who is offered what, how soon it is to be answered, and when: for administrators. */
export function Queues() {
  const say = useText(queueTexts)
  const company = useCompany()
  return (
    <Section title={say('title')}>
      <p className={css.hint}>{say('hint')}</p>
      {company?.queues.map((queue) => (
        <OneQueue key={queue.queueId} queue={queue} />
      ))}
      <Schedules />
      <QueueTables />
    </Section>
  )
}

function OneQueue(props: { queue: Queue }) {
  const { queue } = props
  const say = useText(queueTexts)
  const language = useLanguage()
  const channelName = useChannelName()
  const company = useCompany()
  const change = useChangeRouting()
  const routing = routingOf(company)
  const rules = rulesOf(routing, queue.queueId)
  const set = (more: Partial<QueueRules>) => {
    const next = { ...rules, ...more, queueId: queue.queueId }
    const others = routing.queues.filter((q) => q.queueId !== queue.queueId)
    void change({ queues: [...others, next] })
  }
  const kinds = [
    ...new Set((company?.accounts ?? []).filter((a) => a.queueId === queue.queueId).map((a) => a.kind)),
  ]
  const number = (value: string | number, least: number, take: (n: number) => void) => {
    if (typeof value === 'number' && value >= least) take(Math.round(value))
  }
  return (
    <section className={css.block} aria-label={localise(queue.name, language)} data-testid="queue-rules">
      <h3 className={css.subtitle}>{localise(queue.name, language)}</h3>
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
            const others = routing.queues.filter((q) => q.queueId !== queue.queueId)
            const next = { ...rest, queueId: queue.queueId, ...(value ? { scheduleId: value } : {}) }
            void change({ queues: [...others, next] })
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
          data={routing.teams.map((t) => ({ value: t.teamId, label: t.name }))}
          onChange={(teamIds) => set({ teamIds })}
        />
        <MultiSelect
          label={say('skills')}
          value={rules.skillIds}
          data={routing.skills.map((s) => ({ value: s.skillId, label: s.name }))}
          onChange={(skillIds) => set({ skillIds })}
        />
      </div>
      <Switch
        mt="md"
        label={say('auto')}
        checked={rules.autoAccept}
        onChange={(event) => set({ autoAccept: event.currentTarget.checked })}
      />
      <div className={css.label} style={{ margin: '12px 0 8px' }}>
        {say('promise')}
      </div>
      <div className={css.two}>
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
    </section>
  )
}
