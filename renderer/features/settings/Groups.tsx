import { MultiSelect } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconTrash } from '@tabler/icons-react'
import { routingOf, type Skill, type Team } from '../../../shared/domain/routing-settings.ts'
import { newId, type OperatorId } from '../../../shared/lib/ids.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { Committed } from './Committed.tsx'
import { AddOne } from './Queues.tsx'
import css from './settings.module.css'
import { teamTexts } from './team-texts.ts'
import { useChangeRouting } from './use-change-routing.ts'

/** Teams and skills: what people have in common, by which queues choose them. */
export function Groups() {
  return (
    <>
      <Teams />
      <Skills />
    </>
  )
}

function Teams() {
  const say = useText(teamTexts)
  const company = useCompany()
  const change = useChangeRouting()
  const { teams } = routingOf(company)
  const set = (next: Team[]) => change({ routing: { teams: next } })
  const put = (next: Team) => void set(teams.map((t) => (t.teamId === next.teamId ? next : t)))
  const people = (company?.operators ?? []).filter((o) => !o.disabled)
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('teams')}</h3>
      {teams
        .filter((t) => !t.archived)
        .map((team) => (
          <div key={team.teamId} className={css.schedule}>
            <div className={css.groupRow}>
              <Committed
                label={say('name')}
                value={team.name}
                fault={(text) => (text.trim() ? undefined : say('needed'))}
                onCommit={(name) => put({ ...team, name })}
              />
              <IconButton
                icon={IconArchive}
                iconSize={16}
                label={say('archive', { name: team.name })}
                onClick={() => put({ ...team, archived: true })}
              />
            </div>
            <MultiSelect
              label={say('members')}
              searchable
              value={team.operatorIds}
              data={people.map((o) => ({ value: o.operatorId, label: o.name }))}
              onChange={(ids) => put({ ...team, operatorIds: ids as OperatorId[] })}
            />
          </div>
        ))}
      <AddOne
        label={say('newTeam')}
        button={say('addTeam')}
        onAdd={(name) => set([...teams, { teamId: `t-${newId<string>()}`, name, operatorIds: [] }])}
      />
      {teams
        .filter((t) => t.archived)
        .map(({ archived: _, ...team }) => (
          <div key={team.teamId} className={css.listed}>
            <span className={`${css.dim} ellipsis`}>{say('archivedTeam', { name: team.name })}</span>
            <Button icon={IconArchiveOff} onClick={() => put(team)}>
              {say('restore')}
            </Button>
          </div>
        ))}
    </div>
  )
}

function Skills() {
  const say = useText(teamTexts)
  const change = useChangeRouting()
  const { skills, queues, operators } = routingOf(useCompany())
  const set = (next: Skill[]) => change({ routing: { skills: next } })
  /** Gone from whoever has it and wherever it is needed, in one go. */
  const remove = (skill: Skill) => {
    const without = (ids: readonly string[]) => ids.filter((id) => id !== skill.skillId)
    void change({
      routing: {
        skills: skills.filter((s) => s !== skill),
        queues: queues.map((q) => ({ ...q, skillIds: without(q.skillIds) })),
        operators: operators.map((o) => ({ ...o, skillIds: without(o.skillIds) })),
      },
    })
  }
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('skills')}</h3>
      {skills.map((skill) => (
        <div key={skill.skillId} className={css.groupRow}>
          <Committed
            bare
            label={say('skillName', { name: skill.name })}
            value={skill.name}
            fault={(text) => (text.trim() ? undefined : say('needed'))}
            onCommit={(name) =>
              void set(skills.map((s) => (s.skillId === skill.skillId ? { ...s, name } : s)))
            }
          />
          <IconButton
            icon={IconTrash}
            iconSize={16}
            label={say('removeSkill', { name: skill.name })}
            onClick={() => remove(skill)}
          />
        </div>
      ))}
      <AddOne
        label={say('newSkill')}
        button={say('addSkill')}
        onAdd={(name) => set([...skills, { skillId: `s-${newId<string>()}`, name }])}
      />
    </div>
  )
}
