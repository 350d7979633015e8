import { Chip, PasswordInput, Switch, TextInput } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { type FormEvent, useEffect, useState } from 'react'
import type { Operator, Role } from '../../../shared/domain/company.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useMe } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Avatar, Button } from '../../ui/primitives.tsx'
import { Section, told } from './parts.tsx'
import css from './settings.module.css'
import { teamTexts } from './team-texts.ts'
import { texts } from './texts.ts'

/** Who works here: for administrators. */
export function Team() {
  const say = useText(teamTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const me = useMe()
  const [operators, setOperators] = useState<readonly Operator[]>([])
  useEffect(() => {
    void bridge.admin
      .operators({})
      .then((answer) => told(answer) && answer.ok && setOperators(answer.value.operators))
  }, [bridge])
  const setDisabled = async (operator: Operator, disabled: boolean) => {
    const { operatorId } = operator
    if (!told(await bridge.admin.disableOperator({ operatorId, disabled }))) return
    setOperators((list) => list.map((o) => (o.operatorId === operatorId ? { ...o, disabled } : o)))
  }
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
          {operators.map((operator) => (
            <tr key={operator.operatorId} data-off={operator.disabled}>
              <td>
                <span className={css.row}>
                  <Avatar name={operator.name} size={28} />
                  {operator.name}
                </span>
              </td>
              <td>{operator.login}</td>
              <td>{operator.roles.map((role) => common(role)).join(', ')}</td>
              <td>
                {operator.operatorId === me?.operatorId ? (
                  <span className={css.dim}>{say('you')}</span>
                ) : (
                  <Switch
                    checked={!operator.disabled}
                    aria-label={say('disable', { name: operator.name })}
                    onChange={(event) => void setDisabled(operator, !event.currentTarget.checked)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <AddOperator onAdded={(operator) => setOperators((list) => [...list, operator])} />
    </Section>
  )
}

const offered: readonly Role[] = ['operator', 'supervisor', 'admin', 'auditor', 'privacy']

function AddOperator(props: { onAdded: (operator: Operator) => void }) {
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
    props.onAdded(answer.value)
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
          {offered.map((role) => (
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
