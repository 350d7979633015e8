import { Select, Switch, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconArrowUp, IconDownload, IconPlus, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { CustomField } from '../../../shared/domain/custom-field.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { fieldFile, fieldIdOf, readFieldFile } from './field-file.ts'
import { fieldTexts } from './field-texts.ts'
import { ImportButton } from './ImportButton.tsx'
import { Section, told } from './parts.tsx'
import { save } from './save-file.ts'
import css from './settings.module.css'

const none: readonly CustomField[] = []
const owners = ['contact', 'organisation', 'case'] as const
const kinds = ['text', 'number', 'date', 'choice', 'yes-no', 'payment'] as const

/** The company's own fields, in the order in which cards show them: for administrators. */
export function CardFields() {
  const say = useText(fieldTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const fields = useCompany()?.customFields ?? none
  const set = async (next: readonly CustomField[]) =>
    told(await bridge.admin.setFields({ fields: [...next] }))
  const remove = async (field: CustomField) => {
    if (!(await set(fields.filter((f) => f !== field)))) return
    const run = () => void set(fields)
    notify({ title: say('removed'), action: { label: say('undo'), icon: IconArrowBackUp, undo: true, run } })
  }
  const take = async (file: File) => {
    const read = readFieldFile(await file.text())
    if (!read) return notify({ tone: 'red', title: say('foreign') })
    // A field that is known is taken as the file has it; others stay.
    const same = (a: CustomField) => (b: CustomField) => a.of === b.of && a.fieldId === b.fieldId
    const next = [...fields.map((f) => read.find(same(f)) ?? f), ...read.filter((r) => !fields.some(same(r)))]
    if (await set(next)) notify({ tone: 'green', title: say('imported', { count: read.length }) })
  }
  return (
    <Section title={say('title')}>
      <p className={css.hint}>{say('hint')}</p>
      <div className={css.keyTools}>
        <Button
          icon={IconDownload}
          disabled={fields.length === 0}
          onClick={() => save(fieldFile(fields), 'kommutator-fields.json')}
        >
          {say('export')}
        </Button>
        <ImportButton words={say('import')} accept="application/json,.json" onFile={(f) => void take(f)} />
      </div>
      {fields.length === 0 && <p className={css.hint}>{say('none')}</p>}
      {fields.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{say('name')}</th>
              <th scope="col">{say('of')}</th>
              <th scope="col">{say('kind')}</th>
              <th scope="col">{say('required')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {fields.map((field, i) => {
              const name = localise(field.label, language)
              return (
                <tr key={`${field.of}:${field.fieldId}`}>
                  <td>{name}</td>
                  <td>{say(field.of)}</td>
                  <td>
                    {field.choices?.length
                      ? `${say(field.kind)}: ${field.choices.join(', ')}`
                      : say(field.kind)}
                  </td>
                  <td>
                    <Switch
                      checked={field.required}
                      aria-label={`${say('required')}: ${name}`}
                      onChange={(event) => {
                        const required = event.currentTarget.checked
                        void set(fields.map((f) => (f === field ? { ...f, required } : f)))
                      }}
                    />
                  </td>
                  <td>
                    <span className={css.fieldTools}>
                      <IconButton
                        icon={IconArrowUp}
                        iconSize={16}
                        label={say('up', { name })}
                        disabled={i === 0}
                        onClick={() =>
                          void set([
                            ...fields.slice(0, i - 1),
                            field,
                            ...fields.slice(i - 1, i),
                            ...fields.slice(i + 1),
                          ])
                        }
                      />
                      <IconButton
                        icon={IconTrash}
                        iconSize={16}
                        label={say('remove', { name })}
                        onClick={() => void remove(field)}
                      />
                    </span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <AddField taken={fields.map((f) => f.fieldId)} onAdd={(field) => set([...fields, field])} />
    </Section>
  )
}

function AddField(props: { taken: readonly string[]; onAdd: (field: CustomField) => Promise<boolean> }) {
  const say = useText(fieldTexts)
  const [label, setLabel] = useState('')
  const [of, setOf] = useState<CustomField['of']>('case')
  const [kind, setKind] = useState<CustomField['kind']>('text')
  const [choices, setChoices] = useState('')
  const [required, setRequired] = useState(false)
  const listed = choices
    .split(',')
    .map((c) => c.trim())
    .filter(Boolean)
  const ready = label.trim() !== '' && (kind !== 'choice' || listed.length > 0)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const name = label.trim()
    const field: CustomField = {
      fieldId: fieldIdOf(name, props.taken),
      of,
      label: { ru: name, pl: name, en: name },
      kind,
      required,
      ...(kind === 'choice' ? { choices: listed } : {}),
    }
    if (!(await props.onAdd(field))) return
    setLabel('')
    setChoices('')
  }
  return (
    <form className={`${css.form} ${css.fieldForm}`} onSubmit={add}>
      <TextInput
        label={say('name')}
        value={label}
        maxLength={80}
        onChange={(e) => setLabel(e.currentTarget.value)}
      />
      <Select
        label={say('of')}
        value={of}
        allowDeselect={false}
        data={owners.map((value) => ({ value, label: say(value) }))}
        onChange={(value) => setOf((value ?? 'case') as CustomField['of'])}
      />
      <Select
        label={say('kind')}
        value={kind}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: say(value) }))}
        onChange={(value) => setKind((value ?? 'text') as CustomField['kind'])}
      />
      {kind === 'choice' && (
        <TextInput
          label={say('choices')}
          value={choices}
          onChange={(e) => setChoices(e.currentTarget.value)}
        />
      )}
      <Switch
        label={say('required')}
        checked={required}
        onChange={(e) => setRequired(e.currentTarget.checked)}
      />
      <div>
        <Button look="primary" icon={IconPlus} submit disabled={!ready}>
          {say('add')}
        </Button>
      </div>
    </form>
  )
}
