import { Chip, PasswordInput, Switch, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconUserPlus } from '@tabler/icons-react'
import { type FormEvent, Fragment, useState } from 'react'
import { type Operator, Role } from '../../../shared/domain/company.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany, useMe } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { Avatar, Button } from '../../ui/primitives.tsx'
import { Groups } from './Groups.tsx'
import { Member } from './Member.tsx'
import { Section, told } from './parts.tsx'
import css from './settings.module.css'
import { teamTexts } from './team-texts.ts'
import { texts } from './texts.ts'

/** Who works here, what each may do, and in which teams and with which skills: for administrators. */
export function Team() {
  const say = useText(teamTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const me = useMe()
  const operators = useCompany()?.operators ?? none
  const [open, setOpen] = useState<OperatorId>()
  const setDisabled = async ({ operatorId }: Operator, disabled: boolean) =>
    void told(await bridge.admin.disableOperator({ operatorId, disabled }))
  return (
    <Section title={common('team')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{say('name')}</th>
            <th scope="col">{say('login')}</th>
            <th scope="col">{say('roles')}</th>
            <th scope="col">{say('works')}</th>
          </tr>
        </thead>
        <tbody>
          {operators.map((operator) => {
            const { operatorId, name } = operator
            const isOpen = open === operatorId
            return (
              <Fragment key={operatorId}>
                <tr data-off={operator.disabled}>
                  <td>
                    <button
                      type="button"
                      className={css.memberName}
                      aria-expanded={isOpen}
                      onClick={() => setOpen(isOpen ? undefined : operatorId)}
                    >
                      <Icon of={isOpen ? IconChevronDown : IconChevronRight} size={16} />
                      <Avatar name={name} size={28} />
                      {name}
                    </button>
                  </td>
                  <td>{operator.login}</td>
                  <td>{operator.roles.map((role) => common(role)).join(', ')}</td>
                  <td>
                    {operatorId === me?.operatorId ? (
                      <span className={css.dim}>{say('you')}</span>
                    ) : (
                      <Switch
                        checked={!operator.disabled}
                        aria-label={say('disable', { name })}
                        onChange={(event) => void setDisabled(operator, !event.currentTarget.checked)}
                      />
                    )}
                  </td>
                </tr>
                {isOpen && (
                  <tr>
                    <td colSpan={4}>
                      <Member operator={operator} />
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
      <AddOperator />
      <Groups />
    </Section>
  )
}

const none: readonly Operator[] = []

function AddOperator() {
  const say = useText(teamTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [roles, setRoles] = useState<Role[]>(['operator'])
  const [tried, setTried] = useState(false)
  const short = [...password].length < 10
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!name.trim() || !login.trim() || short || roles.length === 0) return
    const answer = await bridge.admin.addOperator({ name: name.trim(), login: login.trim(), password, roles })
    if (!told(answer) || !answer.ok) return
    notify({ title: say('added', { name: answer.value.name }), tone: 'green', life: 5000 })
    setName('')
    setLogin('')
    setPassword('')
    setRoles(['operator'])
    setTried(false)
  }
  const needed = (value: string) => (tried && value.trim() === '' ? say('needed') : undefined)
  return (
    <form className={`${css.block} ${css.form}`} onSubmit={submit}>
      <h3 className={css.subtitle}>{say('add')}</h3>
      <div className={css.two}>
        <TextInput
          label={say('name')}
          value={name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
          error={needed(name)}
        />
        <TextInput
          label={say('login')}
          value={login}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setLogin(event.currentTarget.value)}
          error={needed(login)}
        />
      </div>
      <PasswordInput
        label={say('password')}
        size="xs"
        value={password}
        autoComplete="new-password"
        onChange={(event) => setPassword(event.currentTarget.value)}
        description={say('passwordHint')}
        error={tried && short ? say('passwordHint') : undefined}
      />
      <Chip.Group multiple value={roles} onChange={(value) => setRoles(value as Role[])}>
        <div className={css.row}>
          {Role.options.map((role) => (
            <Chip key={role} value={role} size="xs" radius="sm">
              {common(role)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <div className={css.row}>
        <Button look="primary" icon={IconUserPlus} submit>
          {say('add')}
        </Button>
      </div>
    </form>
  )
}
