import { readFile } from 'node:fs/promises'
import type { Contract, LineInput, LineSettings, LineTest } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { errorCode } from '../../../shared/lib/errors.ts'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { z } from '../../../shared/lib/schema.ts'
import type { Secrets } from '../../settings/secrets.ts'
import type { SettingsStore } from '../../settings/settings.ts'
import { type ChosenLine, chooseLine, type LineChoice } from '../../softphone/account.ts'
import type { SipAccount } from '../../softphone/sip-stack-types.ts'

type Input = z.infer<typeof LineInput>

export type LineParts = {
  settings: SettingsStore
  secrets: Secrets
  /** What the hub and the demo switch give to the choice of a line. */
  given(): Pick<LineChoice, 'hubLine' | 'switchUrl' | 'switchCode' | 'demo' | 'displayName'>
  /** The settings have changed: use the line of now. */
  onSaved(): void
  test(account: SipAccount): Promise<z.infer<typeof LineTest>>
}

export const SIP_SECRET = 'line password'

/** The line that the settings ask for now. LINE_TLS_UNTRUSTED when the CA file cannot be read. */
export async function currentLine(
  { settings, secrets, given }: Pick<LineParts, 'settings' | 'secrets' | 'given'>,
  input?: Input,
): Promise<Result<ChosenLine>> {
  const stored = settings.get().line
  const line = input ?? stored
  const password = input?.password ?? secrets.open(SIP_SECRET, stored.password)
  let ca: string | undefined
  if (line.mode === 'own' && line.caFile) {
    ca = await readFile(line.caFile, 'utf8').catch(() => undefined)
    if (!ca) return fail('LINE_TLS_UNTRUSTED', 'CA file')
  }
  const { server, user, authUser, domain } = line
  return chooseLine({ ...given(), mode: line.mode, own: { server, user, authUser, domain, password, ca } })
}

export const lineHandlers = (parts: LineParts): AreaHandlers<Contract['line']> => {
  const { settings, secrets, onSaved, test } = parts
  const shown = (): z.infer<typeof LineSettings> => {
    const { password, ...line } = settings.get().line
    return {
      ...line,
      hasPassword: secrets.open(SIP_SECRET, password) !== undefined,
      passwordKept: secrets.kept,
    }
  }
  return {
    settings: async () => ok(shown()),
    async save({ password, ...line }) {
      const sealed =
        password === undefined ? settings.get().line.password : secrets.seal(SIP_SECRET, password)
      settings.update(() => ({ line: { ...line, ...(sealed ? { password: sealed } : {}) } }))
      onSaved()
      return ok(shown())
    },
    async test(input) {
      const line = await currentLine(parts, input)
      if (!line.ok) return ok({ ok: false, steps: [{ step: 'reach' as const, ok: false, code: line.code }] })
      const { ok: good, steps } = await test(line.value.account)
      return ok({
        ok: good,
        steps: steps.map(({ code, ...step }) => ({ ...step, ...(code ? { code: errorCode(code) } : {}) })),
      })
    },
  }
}
