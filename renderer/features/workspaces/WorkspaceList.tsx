import { TextInput } from '@mantine/core'
import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { workspaceTexts } from './texts.ts'
import { useWorkspaces } from './use-workspaces.ts'
import css from './workspaces.module.css'

/** The workspaces that there are, and a field to keep one more. */
export function WorkspaceList() {
  const say = useText(workspaceTexts)
  const { list, save, open, remove } = useWorkspaces()
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = name.trim()
    if (!wanted) return
    void save(wanted)
    setName('')
  }
  return (
    <div className={css.list}>
      {list.map((one) => (
        <div key={one.name} className={css.row} data-testid="workspace">
          <span className={`${css.name} ellipsis`}>{one.name}</span>
          <Button size="small" onClick={() => void open(one)}>
            {say('open')}
          </Button>
          <IconButton
            icon={IconTrash}
            iconSize={16}
            label={say('remove', { name: one.name })}
            onClick={() => remove(one.name)}
          />
        </div>
      ))}
      <form className={css.row} onSubmit={submit}>
        <TextInput
          className={css.name}
          value={name}
          maxLength={60}
          placeholder={say('name')}
          aria-label={say('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button submit icon={IconDeviceFloppy} disabled={!name.trim()}>
          {say('save')}
        </Button>
      </form>
    </div>
  )
}
