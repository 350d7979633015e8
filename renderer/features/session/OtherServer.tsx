import { TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import { type Localised, localise } from '../../../shared/lib/language.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useHub } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { Logo } from './Logo.tsx'
import { readableFingerprint } from './password.ts'
import css from './session.module.css'
import { texts } from './texts.ts'

type Found = {
  url: string
  name: Localised
  fingerprint?: string | undefined
  trusted: boolean
  setup: boolean
}

/** Looks at another hub first: its name and its certificate are shown before anything is sent to it. */
export function OtherServer(props: { onBack: () => void }) {
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const embedded = useHub((h) => h?.embedded ?? false)
  const [url, setUrl] = useState('')
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState<string>()
  const [found, setFound] = useState<Found>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const look = async (event: FormEvent) => {
    event.preventDefault()
    const address = withScheme(url)
    if (!address || busy) return
    setBusy(true)
    setFound(undefined)
    const answer = await bridge.hub.probe({ url: address })
    setBusy(false)
    setCode(answer.ok ? undefined : answer.code)
    if (answer.ok) setFound({ ...answer.value, url: address })
  }
  const use = async (target: { url?: string; fingerprint?: string }) => {
    setBusy(true)
    const answer = await bridge.hub.use(target)
    setBusy(false)
    if (answer.ok) props.onBack()
    else setCode(answer.code)
  }

  return (
    <main className={css.signIn}>
      <form className={css.signInForm} onSubmit={look}>
        <Logo />
        <h1 className={css.title}>{say('otherServer')}</h1>
        <TextInput
          ref={field}
          label={say('address')}
          description={say('addressHint')}
          value={url}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setUrl(event.currentTarget.value)
            setFound(undefined)
            setCode(undefined)
          }}
        />
        <div role="alert" className={css.error}>
          {code && sentence(code, language)}
        </div>
        {found ? <FoundServer found={found} busy={busy} onUse={use} /> : null}
        {!found && (
          <Button look="primary" size="large" submit disabled={busy || url.trim() === ''}>
            {say('look')}
          </Button>
        )}
        <div className={css.links}>
          <Button look="link" onClick={props.onBack}>
            {say('back')}
          </Button>
          {!embedded && (
            <Button look="link" disabled={busy} onClick={() => void use({})}>
              {say('useHere')}
            </Button>
          )}
        </div>
      </form>
    </main>
  )
}

function FoundServer(props: {
  found: Found
  busy: boolean
  onUse: (target: { url: string; fingerprint?: string }) => Promise<void>
}) {
  const { found, busy, onUse } = props
  const say = useText(texts)
  const language = useLanguage()
  const { fingerprint, trusted, url } = found
  const confirm = !trusted && fingerprint !== undefined
  return (
    <div className={css.found} role="status">
      <b>{say('found', { name: localise(found.name, language) || new URL(url).host })}</b>
      {found.setup && <span className={css.dim}>{say('foundEmpty')}</span>}
      {confirm ? (
        <>
          <span className={css.warn}>
            <Icon of={IconAlertTriangle} color="amber" />
            <span>{say('compare')}</span>
          </span>
          <code className={css.fingerprint}>{readableFingerprint(fingerprint)}</code>
        </>
      ) : (
        <span className={css.warn}>
          <Icon of={IconCircleCheck} color="green" />
          <span>{say('trusted')}</span>
        </span>
      )}
      <Button
        look="primary"
        size="large"
        disabled={busy}
        onClick={() => void onUse({ url, ...(confirm ? { fingerprint } : {}) })}
      >
        {say(confirm ? 'matches' : 'connect')}
      </Button>
    </div>
  )
}

/** The address as typed, with `https://` when no scheme was given. */
function withScheme(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return /^https?:\/\//i.test(text) ? text : `https://${text}`
}
