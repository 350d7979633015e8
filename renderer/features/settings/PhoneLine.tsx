import { PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconDeviceFloppy, IconPhoneCheck, IconPlus, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useEffect, useState } from 'react'
import type { LineSettings, LineTest } from '../../../shared/ipc/contract.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { defaultProfile, type LineProfile, MAIN_LINE } from '../../../shared/softphone/line.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany, useLines } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button } from '../../ui/primitives.tsx'
import { LinePreset } from './LinePreset.tsx'
import { LineResult } from './LineResult.tsx'
import { LineRules } from './LineRules.tsx'
import { lineFaults, lineInput } from './line-test.ts'
import { lineTexts } from './line-texts.ts'
import { Field, Section, told, useIsAdmin } from './parts.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

/** The SIP lines of this console: what each registers with, how it behaves, and a test that says what is wrong. */
export function PhoneLine() {
  const say = useText(texts)
  const words = useText(lineTexts)
  const bridge = useBridge()
  const [lines, setLines] = useState<LineSettings[]>()
  const [chosen, setChosen] = useState<string>(MAIN_LINE)
  /** One that is being added and is not stored yet. */
  const [added, setAdded] = useState<LineSettings>()
  useEffect(() => {
    void bridge.line.settings({}).then((answer) => told(answer) && answer.ok && setLines(answer.value.lines))
  }, [bridge])
  const all = [...(lines ?? []), ...(added ? [added] : [])]
  const line = all.find((one) => one.lineId === chosen) ?? all[0]
  const add = () => {
    const lineId = `line-${newId()}`.slice(0, 40)
    const main = all[0]
    setAdded({
      ...defaultProfile(lineId, main?.country),
      ...emptyAccount,
      passwordKept: main?.passwordKept ?? true,
    })
    setChosen(lineId)
  }
  const remove = async (lineId: string) => {
    setChosen(MAIN_LINE)
    if (added?.lineId === lineId) return setAdded(undefined)
    const answer = await bridge.line.remove({ lineId })
    if (told(answer) && answer.ok) setLines(answer.value.lines)
  }
  const stored = (now: LineSettings[]) => {
    setLines(now)
    setAdded(undefined)
  }
  return (
    <Section title={say('line')}>
      {line && (
        <>
          <div className={`${css.row} ${css.lines}`}>
            {all.length > 1 && (
              <SegmentedControl
                value={line.lineId}
                onChange={setChosen}
                aria-label={words('lines')}
                data={all.map((one, i) => ({
                  value: one.lineId,
                  label: one.name || one.user || words(i === 0 ? 'mainLine' : 'newLine'),
                }))}
              />
            )}
            <Button icon={IconPlus} disabled={added !== undefined || all.length >= maxLines} onClick={add}>
              {words('addLine')}
            </Button>
            {line.lineId !== MAIN_LINE && (
              <Button icon={IconTrash} onClick={() => void remove(line.lineId)}>
                {words('removeLine')}
              </Button>
            )}
          </div>
          <LineForm key={line.lineId} stored={line} onStored={stored} />
        </>
      )}
      <WidgetCallSetting />
    </Section>
  )
}

const maxLines = 8
const emptyAccount: Omit<LineSettings, keyof LineProfile | 'passwordKept'> = {
  mode: 'own',
  server: '',
  user: '',
  authUser: '',
  domain: '',
  caFile: '',
  hasPassword: false,
}

function LineForm(props: { stored: LineSettings; onStored: (lines: LineSettings[]) => void }) {
  const { stored, onStored } = props
  const say = useText(lineTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const isMain = stored.lineId === MAIN_LINE
  const [form, setForm] = useState(stored)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<LineTest>()
  const input = lineInput(form, password)
  const faults = tried ? lineFaults(input) : {}
  const set = (change: Partial<LineSettings>) => {
    setForm({ ...form, ...change })
    setResult(undefined)
  }
  const ready = () => {
    setTried(true)
    return Object.keys(lineFaults(input)).length === 0
  }
  const test = async () => {
    if (busy || !ready()) return
    setBusy(true)
    setResult(undefined)
    const answer = await bridge.line.test(input)
    setBusy(false)
    if (told(answer) && answer.ok) setResult(answer.value)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready()) return
    const answer = await bridge.line.save(input)
    if (!told(answer) || !answer.ok) return
    onStored(answer.value.lines)
    setPassword('')
    notify({ title: common('saved'), life: 3000, tone: 'green' })
  }

  return (
    <form onSubmit={save} className={css.form}>
      <Field
        label={say('mode')}
        hint={form.mode === 'demo' ? say('demoWhy') : form.mode === 'off' ? say('offWhy') : undefined}
      >
        <SegmentedControl
          value={form.mode}
          onChange={(mode) => set({ mode: mode as LineSettings['mode'] })}
          data={(isMain ? (['demo', 'own', 'off'] as const) : (['own', 'off'] as const)).map((value) => ({
            value,
            label: say(value),
          }))}
        />
      </Field>
      <LineNow lineId={stored.lineId} />
      {form.mode === 'own' && (
        <>
          <LinePreset />
          <div className={css.twoWide}>
            <TextInput
              label={say('server')}
              placeholder={say('serverHint')}
              value={form.server}
              spellCheck={false}
              onChange={(event) => set({ server: event.currentTarget.value })}
              error={faults.server && say(faults.server)}
            />
            <TextInput
              label={say('user')}
              value={form.user}
              spellCheck={false}
              onChange={(event) => set({ user: event.currentTarget.value })}
              error={faults.user && say(faults.user)}
            />
          </div>
          <PasswordInput
            label={say('password')}
            placeholder={stored.hasPassword ? say('passwordStored') : ''}
            value={password}
            size="xs"
            autoComplete="off"
            onChange={(event) => {
              setPassword(event.currentTarget.value)
              setResult(undefined)
            }}
          />
          <div className={css.hint} data-tone={stored.passwordKept ? undefined : 'amber'}>
            {say(stored.passwordKept ? 'passwordKept' : 'passwordMemory')}
          </div>
          <div className={css.two}>
            <TextInput
              label={say('authUser')}
              placeholder={say('authUserHint')}
              value={form.authUser}
              spellCheck={false}
              onChange={(event) => set({ authUser: event.currentTarget.value })}
            />
            <TextInput
              label={say('domain')}
              placeholder={say('domainHint')}
              value={form.domain}
              spellCheck={false}
              onChange={(event) => set({ domain: event.currentTarget.value })}
            />
          </div>
          <TextInput
            label={say('caFile')}
            placeholder={say('caFileHint')}
            value={form.caFile}
            spellCheck={false}
            onChange={(event) => set({ caFile: event.currentTarget.value })}
          />
        </>
      )}
      {form.mode !== 'off' && <LineRules form={form} onChange={set} />}
      <div className={css.row}>
        {form.mode === 'own' && (
          <Button icon={IconPhoneCheck} disabled={busy} onClick={() => void test()}>
            {say(busy ? 'testing' : 'test')}
          </Button>
        )}
        <Button look="primary" icon={IconDeviceFloppy} submit>
          {say('save')}
        </Button>
        {form.mode === 'own' && <span className={css.hint}>{say('testHint')}</span>}
      </div>
      {result && <LineResult test={result} input={input} />}
    </form>
  )
}

/** What the line is doing at this moment. */
function LineNow(props: { lineId: string }) {
  const say = useText(lineTexts)
  const language = useLanguage()
  const line = useLines((lines) => lines.find((l) => l.lineId === props.lineId))
  if (!line) return null
  const words =
    line.state === 'registered'
      ? say('registered', { user: line.user ?? '' })
      : line.state === 'off'
        ? say('lineOff')
        : line.state === 'connecting' || line.state === 'registering'
          ? say(line.state)
          : sentence(line.code ?? (line.state === 'refused' ? 'LINE_REFUSED' : 'LINE_UNREACHABLE'), language)
  const bad = line.state === 'offline' || line.state === 'refused'
  return (
    <div className={css.now} role="status">
      <span className={css.dim}>{say('state')}</span>
      <span
        className={css.nowWords}
        data-tone={line.state === 'registered' ? 'green' : bad ? 'red' : undefined}
      >
        {words}
      </span>
    </div>
  )
}

/** What the widget's Call does once a PBX carries the company's calls: one choice for the whole company. */
function WidgetCallSetting() {
  const say = useText(lineTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const chosen = useCompany()?.settings.widgetCall
  const admin = useIsAdmin()
  if (!chosen) return null
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('widgetTitle')}</h3>
      <Select
        label={say('widgetWhy')}
        value={chosen}
        disabled={!admin}
        allowDeselect={false}
        description={admin ? undefined : common('adminOnly')}
        data={[
          { value: 'demo-switch', label: say('demo-switch') },
          { value: 'call-back', label: say('call-back') },
          { value: 'off', label: say('widget-off') },
        ]}
        onChange={(value) => void bridge.admin.setSettings({ widgetCall: value as typeof chosen }).then(told)}
      />
    </div>
  )
}
