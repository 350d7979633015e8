import { TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useHub, useSession } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { DemoLink } from './DemoLink.tsx'
import { Logo } from './Logo.tsx'
import { PasswordField } from './PasswordField.tsx'
import css from './session.module.css'
import { texts } from './texts.ts'

const greetingNow = (hour: number) =>
  hour >= 5 && hour < 12 ? 'morning' : hour < 18 && hour >= 12 ? 'day' : 'evening'

/** Login and password; what was wrong stands under the button, and the login stays as typed. */
export function SignIn(props: { onOtherServer: () => void }) {
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const hubName = useSession((s) => localise(s?.hubName ?? {}, language))
  const embedded = useHub((h) => h?.embedded ?? false)
  const ended = useSession((s) => s?.code)
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState<string>()
  const loginField = useRef<HTMLInputElement>(null)
  useEffect(() => loginField.current?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!login.trim() || !password || busy) return
    setBusy(true)
    const answer = await bridge.session.login({ login: login.trim(), password })
    setBusy(false)
    setCode(answer.ok ? undefined : answer.code)
    if (!answer.ok) setPassword('')
  }
  const shown = code ?? ended
  const needed = (value: string) => (tried && !value && !shown ? say('needed') : undefined)

  return (
    <main className={css.signIn}>
      <form className={css.signInForm} onSubmit={submit}>
        <Logo />
        <div>
          <h1 className={css.title}>{say(greetingNow(new Date().getHours()))}</h1>
          <div className={css.dim}>{hubName ? say('server', { name: hubName }) : say('serverHere')}</div>
        </div>
        <TextInput
          ref={loginField}
          label={say('login')}
          value={login}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setLogin(event.currentTarget.value)}
          error={needed(login)}
        />
        <PasswordField
          label={say('password')}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={needed(password)}
        />
        <div role="alert" className={css.error}>
          {shown && sentence(shown, language)}
        </div>
        <Button look="primary" size="large" submit disabled={busy}>
          {say('signIn')}
        </Button>
        <div className={css.links}>
          {embedded ? <DemoLink /> : <span />}
          <Button look="link" onClick={props.onOtherServer}>
            {say('otherServer')}
          </Button>
        </div>
      </form>
    </main>
  )
}
