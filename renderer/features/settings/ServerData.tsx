import { NumberInput, Switch } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import { isLive } from '../../../shared/softphone/call.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCalls, useHub, useSession } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { readableFingerprint } from '../session/index.ts'
import { Fact, Facts, Section, told, useCopy, useIsAdmin } from './parts.tsx'
import { serverTexts } from './server-texts.ts'
import css from './settings.module.css'
import { texts } from './texts.ts'

type Hosting = {
  dataFolder: string
  embedded: boolean
  shared: boolean
  url?: string | undefined
  fingerprint?: string | undefined
}

/** Where the hub is and where its data lie; who else may come in; the way out of the demo and back. */
export function ServerData() {
  const say = useText(serverTexts)
  const common = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const admin = useIsAdmin()
  const hub = useHub((h) => h)
  const copy = useCopy()
  const [hosting, setHosting] = useState<Hosting>()
  const load = useCallback(async () => {
    const answer = await bridge.admin.hosting({})
    if (answer.ok) setHosting(answer.value)
  }, [bridge])
  const online = hub?.state === 'online'
  const [waiting, setWaiting] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the hub comes or goes
  useEffect(() => {
    void bridge.recordings.waiting({}).then((answer) => answer.ok && setWaiting(answer.value.count))
  }, [bridge, online])
  useEffect(() => {
    if (admin && online) void load()
  }, [admin, online, load])

  return (
    <Section title={common('server')}>
      <div className={css.form}>
        {hub && (
          <Facts>
            <Fact name={say('address')}>
              {hub.url}
              {hub.embedded && <span className={css.dim}> · {say('embedded')}</span>}
            </Fact>
            <Fact name={say('state')}>
              {say(hub.state)}
              {hub.code && <span className={css.dim}>. {sentence(hub.code, language)}</span>}
            </Fact>
            {waiting > 0 && <Fact name={say('recordings')}>{say('waiting', { count: waiting })}</Fact>}
            {hosting?.embedded && (
              <Fact name={say('data')}>
                <span className={css.row}>
                  {hosting.dataFolder}
                  <IconButton
                    icon={IconCopy}
                    iconSize={16}
                    label={common('copy')}
                    onClick={() => void copy(hosting.dataFolder)}
                  />
                </span>
              </Fact>
            )}
          </Facts>
        )}
        {!admin && <p className={css.dim}>{common('adminOnly')}</p>}
      </div>
      {hosting?.embedded && (
        <>
          <div className={css.block}>
            <h3 className={css.subtitle}>{say('backupTitle')}</h3>
            <p className={css.dim}>{say('backup')}</p>
          </div>
          <Sharing hosting={hosting} onChanged={load} />
        </>
      )}
      {hub?.embedded && <DemoOrOwn />}
    </Section>
  )
}

const usualPort = 7343

function Sharing(props: { hosting: Hosting; onChanged: () => Promise<void> }) {
  const { hosting, onChanged } = props
  const say = useText(serverTexts)
  const common = useText(texts)
  const bridge = useBridge()
  const copy = useCopy()
  const [port, setPort] = useState(usualPort)
  const [busy, setBusy] = useState(false)
  const set = async (on: boolean) => {
    setBusy(true)
    told(await bridge.admin.share({ on, ...(on ? { port } : {}) }))
    await onChanged()
    setBusy(false)
  }
  const { shared, url, fingerprint } = hosting
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('shareTitle')}</h3>
      <div className={css.form}>
        <Switch
          checked={shared}
          disabled={busy}
          label={say('share')}
          description={say('shareWhy')}
          onChange={(event) => void set(event.currentTarget.checked)}
        />
        {!shared && (
          <NumberInput
            label={say('port')}
            size="xs"
            w={112}
            min={1024}
            max={65535}
            hideControls
            allowDecimal={false}
            value={port}
            onChange={(value) => setPort(Number(value) || usualPort)}
          />
        )}
        {shared && url && (
          <>
            <p className={css.dim}>{say('tell')}</p>
            <Facts>
              <Fact name={say('address')}>{url}</Fact>
            </Facts>
            {fingerprint && (
              <div>
                <div className={css.label}>{say('fingerprint')}</div>
                <code className={css.fingerprint}>{readableFingerprint(fingerprint)}</code>
              </div>
            )}
            <div className={css.row}>
              <Button
                icon={IconCopy}
                onClick={() => void copy([url, fingerprint].filter(Boolean).join('\n'))}
              >
                {common('copy')}
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  )
}

function DemoOrOwn() {
  const say = useText(serverTexts)
  const common = useText(texts)
  const { useData: openData } = useBridge().hub
  const demo = useSession((s) => s?.demo ?? false)
  const calling = useCalls((calls) => calls.some(isLive))
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    told(await openData({ data: demo ? 'own' : 'demo' }))
    setBusy(false)
    setAsking(false)
  }
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('demoTitle')}</h3>
      <p className={css.dim}>{say(demo ? 'inDemo' : 'inOwn')}</p>
      {asking ? (
        <div className={css.confirm}>
          <p>{say(calling ? 'callOn' : demo ? 'sureOwn' : 'sureDemo')}</p>
          <div className={css.row}>
            <Button look="primary" disabled={busy || calling} onClick={() => void go()}>
              {say('yes')}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {common('cancel')}
            </Button>
          </div>
        </div>
      ) : (
        <Button onClick={() => setAsking(true)}>{say(demo ? 'toOwn' : 'toDemo')}</Button>
      )}
    </div>
  )
}
