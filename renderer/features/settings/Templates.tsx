import { Chip, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { IconDownload, IconPencil, IconPlus } from '@tabler/icons-react'
import { type FormEvent, useEffect, useState } from 'react'
import { ChannelKind, channelKinds } from '../../../shared/domain/channel.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { newId } from '../../../shared/lib/ids.ts'
import type { Template } from '../../../shared/templates/template.ts'
import { readTemplates, templatesCsv, templatesJson } from '../../../shared/templates/template-file.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useIsSupervisor, useMe, usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { useConversation } from '../conversation/index.ts'
import { ImportButton } from './ImportButton.tsx'
import { Section, told } from './parts.tsx'
import css from './settings.module.css'
import { templateTexts } from './template-texts.ts'
import { texts } from './texts.ts'

/** What is written often, and how writing behaves: for everybody; the shared templates for supervisors. */
export function Templates() {
  const say = useText(templateTexts)
  const common = useText(texts)
  const templates = useConversation((s) => s.templates)
  const uses = useConversation((s) => s.uses)
  const edits = useIsSupervisor()
  const [editing, setEditing] = useState<Template>()
  const shared = templates.filter((t) => !t.ownerId)
  const own = templates.filter((t) => t.ownerId)
  const list = (title: string, some: readonly Template[], mayEdit: boolean) => (
    <>
      <h3 className={css.subtitle}>{title}</h3>
      {some.length === 0 && <p className={css.dim}>{say('none')}</p>}
      <table className={css.table}>
        <tbody>
          {some.map((template) => (
            <tr key={template.templateId} data-testid="template-row">
              <td>{template.title}</td>
              <td>{template.shortcut && `/${template.shortcut}`}</td>
              <td>{template.language}</td>
              <td>
                {[template.locked && say('locked'), template.approved && say('approved')]
                  .filter(Boolean)
                  .join('. ')}
              </td>
              <td className="num">{uses.get(template.templateId)?.all ?? 0}</td>
              <td>
                {mayEdit && (
                  <IconButton
                    icon={IconPencil}
                    label={say('edit', { title: template.title })}
                    onClick={() => setEditing(template)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
  return (
    <Section title={common('templates')}>
      <Habits />
      {editing ? (
        <Edit
          key={editing.templateId}
          template={editing}
          mayShare={edits}
          onDone={() => setEditing(undefined)}
        />
      ) : (
        <>
          {list(say('shared'), shared, edits)}
          {list(say('own'), own, true)}
          <div className={css.row}>
            <New onAdd={setEditing} shared={edits} />
            {edits && <Files templates={shared} />}
          </div>
        </>
      )}
    </Section>
  )
}

function New(props: { onAdd: (template: Template) => void; shared: boolean }) {
  const say = useText(templateTexts)
  const language = useLanguage()
  const me = useMe()?.operatorId
  const begin = () =>
    props.onAdd({
      templateId: newId<string>(),
      title: '',
      shortcut: '',
      body: '',
      language,
      locked: false,
      approved: false,
      channels: [],
      attachments: [],
      version: 0,
      ...(props.shared || !me ? {} : { ownerId: me }),
    })
  return (
    <Button look="primary" icon={IconPlus} onClick={begin}>
      {say('add')}
    </Button>
  )
}

function Edit(props: { template: Template; mayShare: boolean; onDone: () => void }) {
  const { mayShare, onDone } = props
  const say = useText(templateTexts)
  const bridge = useBridge()
  const channelName = useChannelName()
  const me = useMe()?.operatorId
  const [template, setTemplate] = useState(props.template)
  const change = (part: Partial<Template>) => setTemplate({ ...template, ...part })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!template.title.trim() || !template.body.trim()) return
    if (!told(await bridge.writing.saveTemplate(template))) return
    notify({ title: say('saved'), tone: 'green', life: 4000 })
    onDone()
  }
  const remove = async () => {
    if (told(await bridge.writing.removeTemplate({ templateId: template.templateId }))) onDone()
  }
  const { ownerId: _, ...everybody } = template
  return (
    <form className={`${css.block} ${css.form}`} onSubmit={save} data-testid="template-form">
      <div className={css.two}>
        <TextInput
          label={say('title')}
          value={template.title}
          maxLength={120}
          onChange={(e) => change({ title: e.currentTarget.value })}
        />
        <TextInput
          label={say('shortcut')}
          value={template.shortcut}
          maxLength={32}
          leftSection="/"
          onChange={(e) => change({ shortcut: e.currentTarget.value.replace(/[\s/]/g, '') })}
        />
      </div>
      <Textarea
        label={say('body')}
        description={say('bodyHint')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={8000}
        value={template.body}
        onChange={(e) => change({ body: e.currentTarget.value })}
      />
      <Select
        label={say('language')}
        data={['ru', 'pl', 'en']}
        value={template.language}
        allowDeselect={false}
        onChange={(language) => change({ language: language as Template['language'] })}
      />
      <span className={css.dim}>{say('channels')}</span>
      <Chip.Group
        multiple
        value={template.channels}
        onChange={(value) => change({ channels: value.flatMap((v) => ChannelKind.safeParse(v).data ?? []) })}
      >
        <div className={css.row}>
          {channelKinds
            .filter((kind) => kind !== 'voice')
            .map((kind) => (
              <Chip key={kind} value={kind} size="xs" radius="sm">
                {channelName(kind)}
              </Chip>
            ))}
        </div>
      </Chip.Group>
      {mayShare && (
        <>
          <Switch
            label={say('forAll')}
            checked={!template.ownerId}
            onChange={(e) =>
              setTemplate(e.currentTarget.checked || !me ? everybody : { ...template, ownerId: me })
            }
          />
          <Switch
            label={say('locked')}
            checked={template.locked}
            onChange={(e) => change({ locked: e.currentTarget.checked })}
          />
          <Switch
            label={say('approved')}
            checked={template.approved}
            onChange={(e) => change({ approved: e.currentTarget.checked })}
          />
        </>
      )}
      <div className={css.row}>
        <Button look="primary" submit>
          {say('save')}
        </Button>
        <Button onClick={onDone}>{say('cancel')}</Button>
        {template.version > 0 && (
          <Button look="red" onClick={() => void remove()}>
            {say('remove')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** All shared templates as a file, and back: what could not be read is named by its lines. */
function Files(props: { templates: readonly Template[] }) {
  const say = useText(templateTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const keep = (text: string, name: string, type: string) => {
    const url = URL.createObjectURL(new Blob([text], { type }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    URL.revokeObjectURL(url)
  }
  const take = async (file: File) => {
    const read = file.size <= 2_000_000 ? readTemplates(await file.text()) : undefined
    if (!read) return void notify({ tone: 'red', title: sentence('TEMPLATE_BROKEN', language) })
    const answer = await bridge.writing.importTemplates({ templates: read.templates })
    if (!told(answer) || !answer.ok) return
    const lines = read.faults.map((f) => f.line).join(', ')
    notify({
      tone: lines ? 'amber' : 'green',
      title: say('imported', answer.value),
      ...(lines ? { detail: say('faults', { lines }) } : {}),
    })
  }
  return (
    <>
      <Button
        icon={IconDownload}
        onClick={() => keep(templatesCsv(props.templates), 'templates.csv', 'text/csv')}
      >
        {say('exportCsv')}
      </Button>
      <Button
        icon={IconDownload}
        onClick={() => keep(templatesJson(props.templates), 'templates.json', 'application/json')}
      >
        {say('exportJson')}
      </Button>
      <ImportButton words={say('import')} accept=".csv,.json" onFile={(file) => void take(file)} />
    </>
  )
}

const spelled = {
  system: 'spellSystem',
  dictionaries: 'spellDictionaries',
  browser: 'spellBrowser',
  nobody: 'spellNobody',
} as const

/** How long a message can be taken back, what Enter does, and who checks the spelling. */
function Habits() {
  const say = useText(templateTexts)
  const bridge = useBridge()
  const set = useSetPreferences()
  const undoSeconds = usePreference((p) => p.undoSeconds)
  const enterSends = usePreference((p) => p.enterSends)
  const [by, setBy] = useState<keyof typeof spelled>()
  useEffect(() => {
    void bridge.writing.spelling({}).then((answer) => answer.ok && setBy(answer.value.by))
  }, [bridge])
  return (
    <div className={css.form}>
      <Select
        label={say('undo')}
        value={String(undoSeconds ?? 6)}
        allowDeselect={false}
        data={[0, 5, 6, 8, 10].map((count) => ({
          value: String(count),
          label: count ? say('undoSeconds', { count }) : say('undoOff'),
        }))}
        onChange={(value) => set({ undoSeconds: Number(value) })}
      />
      <Switch
        label={say('enterSends')}
        checked={enterSends !== false}
        onChange={(e) => set({ enterSends: e.currentTarget.checked })}
      />
      {by && <p className={css.dim}>{say(spelled[by])}</p>}
    </div>
  )
}
