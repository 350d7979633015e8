import type { LineInput, LineSettings, LineTest } from '../../../shared/ipc/contract.ts'
import { errorCode, sentence } from '../../../shared/lib/errors.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { LineProfile } from '../../../shared/softphone/line.ts'
import type { Say } from '../../i18n/use-text.tsx'
import type { lineTexts } from './line-texts.ts'

type Words = keyof (typeof lineTexts)['texts'] & string
export type Step = LineTest['steps'][number]['step']
export const stepOrder: readonly Step[] = ['reach', 'handshake', 'register']

export type StepLine = { step: Step; state: 'ok' | 'failed' | 'not-reached'; words: string }
export type LineVerdict = {
  ok: boolean
  title: string
  why: string
  steps: StepLine[]
  code: string | undefined
}

/** What to do about a failure, in one or two sentences. */
const fixes: Record<string, Words> = {
  LINE_UNREACHABLE: 'fixReach',
  LINE_TLS_UNTRUSTED: 'fixTls',
  LINE_HANDSHAKE_REFUSED: 'fixHandshake',
  LINE_WRONG_PASSWORD: 'fixPassword',
  LINE_UNKNOWN_USER: 'fixUser',
  LINE_FORBIDDEN: 'fixForbidden',
  LINE_TIMEOUT: 'fixTimeout',
}

/** The result of a line's test in words: what is wrong first, then what to do, then how far it came. */
export function lineVerdict(
  test: LineTest,
  user: string,
  say: Say<(typeof lineTexts)['texts']>,
  language: Language,
): LineVerdict {
  const broken = test.steps.find((s) => !s.ok)
  const code = test.ok ? undefined : errorCode(broken?.code ?? 'LINE_REFUSED')
  const steps = stepOrder.map((step): StepLine => {
    const done = test.steps.find((s) => s.step === step)
    if (!done) return { step, state: 'not-reached', words: say('notReached') }
    if (!done.ok) return { step, state: 'failed', words: say('failedHere') }
    return {
      step,
      state: 'ok',
      words: done.ms === undefined ? say('passed') : say('ms', { ms: Math.round(done.ms) }),
    }
  })
  return {
    ok: code === undefined,
    title: code ? sentence(code, language) : say('works'),
    why: code ? say(fixes[code] ?? 'fixOther') : say('worksWhy', { user }),
    steps,
    code,
  }
}

/** The same as lines of text, for whoever looks after the PBX. No password is ever in it. */
export function verdictText(
  verdict: LineVerdict,
  input: LineInput,
  say: Say<(typeof lineTexts)['texts']>,
): string {
  const head = [`${input.server} ${input.user}${input.domain ? `@${input.domain}` : ''}`, verdict.title]
  const steps = verdict.steps.map((s) => `${s.state === 'ok' ? '+' : '-'} ${say(s.step)}: ${s.words}`)
  return [...head, verdict.why, ...steps, ...(verdict.code ? [verdict.code] : [])].join('\n')
}

/** The form as main takes it; an empty password keeps the one that is stored. */
export function lineInput(
  form: Omit<LineSettings, 'hasPassword' | 'passwordKept'>,
  password: string,
): LineInput {
  const { mode, server, user, authUser, domain, caFile } = form
  const input = {
    ...LineProfile.parse(form),
    mode,
    server: server.trim(),
    user: user.trim(),
    authUser: authUser.trim(),
    domain: domain.trim(),
    caFile: caFile.trim(),
  }
  return password === '' ? input : { ...input, password }
}

/** What keeps a line of one's own from being tried at all. */
export function lineFaults(input: LineInput): { server?: 'needed' | 'serverScheme'; user?: 'needed' } {
  if (input.mode !== 'own') return {}
  const server =
    input.server === '' ? 'needed' : /^wss?:\/\/[^\s/]+/i.test(input.server) ? undefined : 'serverScheme'
  return { ...(server ? { server } : {}), ...(input.user === '' ? { user: 'needed' as const } : {}) }
}
