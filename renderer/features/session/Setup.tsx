import { TextInput } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconCircleDot } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useHub } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { DemoLink } from './DemoLink.tsx'
import { Logo } from './Logo.tsx'
import { PasswordField } from './PasswordField.tsx'
import { checkPassword } from './password.ts'
import css from './session.module.css'
import { texts } from './texts.ts'

const steps = ['stepCompany', 'stepYou', 'stepPassword'] as const

/** The first administrator of an empty hub, in three short steps. */
export function Setup(props: { onOtherServer: () => void }) {
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const embedded = useHub((h) => h?.embedded ?? false)
  const [step, setStep] = useState(0)
  const [companyName, setCompanyName] = useState('')
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState<string>()
  const check = checkPassword(password, login)
  const form = useRef<HTMLFormElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins in its first field
  useEffect(() => form.current?.querySelector('input')?.focus(), [step])

  const complete = [companyName.trim() !== '', name.trim() !== '' && login.trim() !== '', check.good][step]
  const go = (to: number) => {
    setStep(to)
    setTried(false)
    setCode(undefined)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!complete || busy) return
    if (step < steps.length - 1) return go(step + 1)
    setBusy(true)
    const answer = await bridge.session.create({
      companyName: companyName.trim(),
      name: name.trim(),
      login: login.trim(),
      password,
    })
    setBusy(false)
    setCode(answer.ok ? undefined : answer.code)
  }
  const needed = (value: string) => (tried && value.trim() === '' ? say('needed') : undefined)

  return (
    <main className={css.setup}>
      <aside className={css.steps}>
        <Logo size={28} />
        <h1 className={css.stepsTitle}>{say('setupTitle')}</h1>
        <ol className={css.stepList}>
          {steps.map((word, i) => (
            <li key={word} className={css.step} aria-current={i === step ? 'step' : undefined}>
              <Icon
                of={i < step ? IconCircleCheck : i === step ? IconCircleDot : IconCircle}
                size={18}
                color={i < step ? 'green' : i === step ? 'accent' : 'border-strong'}
              />
              {say(word)}
              {i < step && <span className="visually-hidden">, {say('stepDone')}</span>}
            </li>
          ))}
        </ol>
        <p className={css.stepsHint}>{say('setupHint')}</p>
        <div className={css.links}>
          {embedded && <DemoLink />}
          <Button look="link" onClick={props.onOtherServer}>
            {say('otherServer')}
          </Button>
        </div>
      </aside>
      <form ref={form} className={css.setupForm} onSubmit={submit}>
        {step === 0 && (
          <>
            <Head title={say('companyTitle')} hint={say('companyHint')} />
            <TextInput
              label={say('companyName')}
              value={companyName}
              maxLength={120}
              autoComplete="organization"
              onChange={(event) => setCompanyName(event.currentTarget.value)}
              error={needed(companyName)}
            />
          </>
        )}
        {step === 1 && (
          <>
            <Head title={say('youTitle')} hint={say('youHint')} />
            <TextInput
              label={say('yourName')}
              value={name}
              maxLength={120}
              autoComplete="name"
              onChange={(event) => setName(event.currentTarget.value)}
              error={needed(name)}
            />
            <TextInput
              label={say('login')}
              value={login}
              maxLength={64}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => setLogin(event.currentTarget.value)}
              error={needed(login)}
            />
          </>
        )}
        {step === 2 && (
          <>
            <Head title={say('passwordTitle')} hint={say('passwordHint')} />
            <PasswordField
              label={say('password')}
              value={password}
              onChange={setPassword}
              autoComplete="new-password"
            />
            <ul className={css.checks}>
              <Check
                ok={check.longEnough}
                wrong={tried}
                aside={check.missing > 0 && password !== '' ? say('more', { count: check.missing }) : ''}
              >
                {say('longEnough')}
              </Check>
              <Check ok={check.notTheLogin} wrong={tried || (password !== '' && !check.notTheLogin)}>
                {say('notTheLogin')}
              </Check>
            </ul>
          </>
        )}
        <div role="alert" className={css.error}>
          {code && sentence(code, language)}
        </div>
        <div className={css.setupButtons}>
          {step > 0 && (
            <Button look="quiet" onClick={() => go(step - 1)}>
              {say('back')}
            </Button>
          )}
          <Button look="primary" caps="Enter" submit disabled={busy}>
            {say(step < steps.length - 1 ? 'next' : 'create')}
          </Button>
        </div>
      </form>
    </main>
  )
}

const Head = (props: { title: string; hint: string }) => (
  <div>
    <h2 className={css.title}>{props.title}</h2>
    <div className={css.dim}>{props.hint}</div>
  </div>
)

const Check = (props: { ok: boolean; wrong: boolean; children: string; aside?: string }) => (
  <li className={css.check} data-ok={props.ok} data-wrong={props.wrong && !props.ok}>
    <Icon of={props.ok ? IconCircleCheck : IconCircle} size={18} />
    {props.children}
    {props.aside && <span className={`num ${css.dim}`}>{props.aside}</span>}
  </li>
)
