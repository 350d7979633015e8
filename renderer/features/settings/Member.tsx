import { Chip, MultiSelect, Switch } from '@mantine/core'
import { type Operator, Role } from '../../../shared/domain/company.ts'
import { type OperatorRules, routingOf } from '../../../shared/domain/routing-settings.ts'
import type { QueueId } from '../../../shared/lib/ids.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany, useMe } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { CapacityFields } from './CapacityFields.tsx'
import { told } from './parts.tsx'
import css from './settings.module.css'
import { teamTexts } from './team-texts.ts'
import { texts } from './texts.ts'
import { useChangeRouting } from './use-change-routing.ts'

/** What one person may do, and what they work for. Each change acts at once. */
export function Member(props: { operator: Operator }) {
  const { operator } = props
  const { operatorId } = operator
  const say = useText(teamTexts)
  const language = useLanguage()
  const company = useCompany()
  const change = useChangeRouting()
  const routing = routingOf(company)
  const own = routing.operators.find((o) => o.operatorId === operatorId)
  const rules = own ?? { operatorId, skillIds: [] }
  const put = (next: OperatorRules) =>
    void change({
      routing: { operators: [...routing.operators.filter((o) => o.operatorId !== operatorId), next] },
    })
  const inTeam = (ids: readonly string[]) =>
    void change({
      routing: {
        teams: routing.teams.map((team) => ({
          ...team,
          operatorIds: [
            ...team.operatorIds.filter((id) => id !== operatorId),
            ...(ids.includes(team.teamId) ? [operatorId] : []),
          ],
        })),
      },
    })
  const { capacity } = rules
  return (
    <div className={css.queueBody}>
      <Roles operator={operator} />
      <div className={css.two}>
        <MultiSelect
          label={say('queues')}
          value={operator.queueIds}
          data={(company?.queues ?? [])
            .filter((q) => !q.archived || operator.queueIds.includes(q.queueId))
            .map((q) => ({ value: q.queueId, label: localise(q.name, language) }))}
          onChange={(queueIds) =>
            void change({ operatorQueues: [{ operatorId, queueIds: queueIds as QueueId[] }] })
          }
        />
        <MultiSelect
          label={say('teams')}
          value={routing.teams.filter((t) => t.operatorIds.includes(operatorId)).map((t) => t.teamId)}
          data={routing.teams.filter((t) => !t.archived).map((t) => ({ value: t.teamId, label: t.name }))}
          onChange={inTeam}
        />
        <MultiSelect
          label={say('skills')}
          value={rules.skillIds}
          data={routing.skills.map((s) => ({ value: s.skillId, label: s.name }))}
          onChange={(skillIds) => put({ ...rules, skillIds })}
        />
      </div>
      <Switch
        label={say('ownCapacity')}
        checked={capacity !== undefined}
        onChange={(event) => {
          const { capacity: _, ...rest } = rules
          put(event.currentTarget.checked ? { ...rest, capacity: routing.capacity } : rest)
        }}
      />
      {capacity && (
        <CapacityFields capacity={capacity} onChange={(next) => put({ ...rules, capacity: next })} />
      )}
    </div>
  )
}

function Roles(props: { operator: Operator }) {
  const { operatorId, roles } = props.operator
  const say = useText(teamTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const myself = useMe()?.operatorId === operatorId
  /** One's own administrator's role is taken away by another administrator, and nobody is left with none. */
  const fixed = (role: Role) =>
    (myself && role === 'admin' && roles.includes('admin')) || (roles.length === 1 && roles[0] === role)
  return (
    <div className={css.field}>
      <div className={css.label}>{say('roles')}</div>
      <Chip.Group
        multiple
        value={[...roles]}
        onChange={(next) => void bridge.admin.setRoles({ operatorId, roles: next as Role[] }).then(told)}
      >
        <div className={css.row}>
          {Role.options.map((role) => (
            <Chip key={role} value={role} size="xs" radius="sm" disabled={fixed(role)}>
              {common(role)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <div className={css.hint}>{say('rolesHint')}</div>
    </div>
  )
}
