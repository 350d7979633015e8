import { Switch, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { IntakeSettings } from '../../../shared/protocol/recordings-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button } from '../../ui/primitives.tsx'
import { told, useCopy } from './parts.tsx'
import { recordingTexts } from './recording-texts.ts'
import css from './settings.module.css'
import { texts } from './texts.ts'

/** How recordings that the PBX makes come in. */
export function PbxIntake() {
  const say = useText(recordingTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const copy = useCopy()
  const [settings, setSettings] = useState<IntakeSettings>()
  const [hosts, setHosts] = useState('')
  const [secret, setSecret] = useState<string>()
  useEffect(() => {
    void bridge.admin.intake({}).then((answer) => {
      if (!answer.ok) return
      setSettings(answer.value)
      setHosts(answer.value.hosts.join(', '))
    })
  }, [bridge])
  if (!settings) return null
  const next = () => ({ ...settings, hosts: hosts.split(/[\s,;]+/).filter(Boolean) })
  const valid = IntakeSettings.safeParse(next()).success
  const save = async (newSecret: boolean) => {
    const answer = await bridge.admin.setIntake({ settings: next(), newSecret })
    if (!told(answer) || !answer.ok) return
    setSettings(answer.value.settings)
    setSecret(answer.value.secret)
    notify({ title: common('saved'), tone: 'green', life: 3000 })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save(false)
  }
  return (
    <form className={`${css.block} ${css.form}`} onSubmit={submit}>
      <h3 className={css.subtitle}>{say('intake')}</h3>
      <p className={css.hint}>{say('intakeWhy')}</p>
      <TextInput
        label={say('folder')}
        value={settings.folder}
        maxLength={1000}
        spellCheck={false}
        onChange={(event) => setSettings({ ...settings, folder: event.currentTarget.value })}
      />
      <Switch
        checked={settings.webhook}
        label={say('webhook')}
        description={say('webhookWhy')}
        onChange={(event) => setSettings({ ...settings, webhook: event.currentTarget.checked })}
      />
      <TextInput
        label={say('hosts')}
        description={say('hostsWhy')}
        value={hosts}
        spellCheck={false}
        error={!valid}
        onChange={(event) => setHosts(event.currentTarget.value)}
      />
      <Switch
        checked={settings.internal}
        label={say('internal')}
        onChange={(event) => setSettings({ ...settings, internal: event.currentTarget.checked })}
      />
      <div className={css.row}>
        <Button submit look="primary" disabled={!valid}>
          {common('save')}
        </Button>
        {settings.webhook && (
          <Button disabled={!valid} onClick={() => void save(true)}>
            {say('newSecret')}
          </Button>
        )}
      </div>
      {secret && (
        <p className={css.explained} role="status">
          {say('secretOnce')} <code>{secret}</code>{' '}
          <Button look="link" onClick={() => void copy(secret)}>
            {common('copy')}
          </Button>
        </p>
      )}
    </form>
  )
}
