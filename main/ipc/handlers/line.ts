import { readFile } from 'node:fs/promises'
import type { Contract, LineSettings, LineTest } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { errorCode } from '../../../shared/lib/errors.ts'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { z } from '../../../shared/lib/schema.ts'
import { LineProfile, MAIN_LINE } from '../../../shared/softphone/line.ts'
import type { StoredLine } from '../../settings/schema.ts'
import type { Secrets } from '../../settings/secrets.ts'
import type { SettingsStore } from '../../settings/settings.ts'
import { type ChosenLine, chooseLine, type LineChoice, type LineSetup } from '../../softphone/account.ts'
import type { SipAccount } from '../../softphone/sip-stack-types.ts'

export type LineParts = {
  settings: SettingsStore
  secrets: Secrets
  /** What the hub and the demo switch give to the choice of a line. */
  given(): Pick<LineChoice, 'hubLine' | 'switchUrl' | 'switchCode' | 'demo' | 'displayName'>
  /** The settings have changed: use the lines of now. */
  onSaved(): void
  test(account: SipAccount): Promise<z.infer<typeof LineTest>>
}

const MAX_LINES = 8
const secretOf = (lineId: string) => (lineId === MAIN_LINE ? 'line password' : `line password ${lineId}`)

type Sources = Pick<LineParts, 'settings' | 'secrets' | 'given'>

/** The lines that the settings ask for now, each with its account or the reason why it has none. */
export const currentLines = (sources: Sources): Promise<LineSetup[]> =>
  Promise.all(
    sources.settings.get().lines.map(async (line) => ({
      profile: LineProfile.parse(line),
      chosen: await accountOf(sources, line),
    })),
  )

/** LINE_TLS_UNTRUSTED when the CA file cannot be read. */
async function accountOf(
  { secrets, given }: Sources,
  line: StoredLine,
  typed?: string,
): Promise<Result<ChosenLine>> {
  // The hub hands out one line, which is the main one's.
  if (line.mode === 'demo' && line.lineId !== MAIN_LINE) return fail('LINE_OFF')
  const password = typed ?? secrets.open(secretOf(line.lineId), line.password)
  let ca: string | undefined
  if (line.mode === 'own' && line.caFile) {
    ca = await readFile(line.caFile, 'utf8').catch(() => undefined)
    if (!ca) return fail('LINE_TLS_UNTRUSTED', 'CA file')
  }
  const { mode, server, user, authUser, domain, dtmf, referTo, callerIdIn } = line
  const chosen = chooseLine({ ...given(), mode, own: { server, user, authUser, domain, password, ca } })
  if (!chosen.ok || chosen.value.demo) return chosen
  const { account, demo } = chosen.value
  return ok({ account: { ...account, dtmf, referTo, callerId: callerIdIn }, demo })
}

export const lineHandlers = (parts: LineParts): AreaHandlers<Contract['line']> => {
  const { settings, secrets, onSaved, test } = parts
  const shown = (): { lines: z.infer<typeof LineSettings>[] } => ({
    lines: settings.get().lines.map(({ password, ...line }) => ({
      ...line,
      hasPassword: secrets.open(secretOf(line.lineId), password) !== undefined,
      passwordKept: secrets.kept,
    })),
  })
  const stored = (lineId: string) => settings.get().lines.find((line) => line.lineId === lineId)
  return {
    settings: async () => ok(shown()),
    async save({ password, ...line }) {
      const before = stored(line.lineId)
      if (!before && settings.get().lines.length >= MAX_LINES) return fail('INVALID_INPUT', 'lines')
      const sealed = password === undefined ? before?.password : secrets.seal(secretOf(line.lineId), password)
      const next = { ...line, ...(sealed ? { password: sealed } : {}) }
      settings.update(({ lines }) => ({
        lines: before ? lines.map((old) => (old.lineId === line.lineId ? next : old)) : [...lines, next],
      }))
      onSaved()
      return ok(shown())
    },
    async remove({ lineId }) {
      if (lineId === MAIN_LINE || !stored(lineId)) return fail('NOT_FOUND')
      settings.update(({ lines }) => ({ lines: lines.filter((line) => line.lineId !== lineId) }))
      secrets.forget(secretOf(lineId))
      onSaved()
      return ok(shown())
    },
    async test({ password, ...line }) {
      const before = stored(line.lineId)?.password
      const chosen = await accountOf(parts, { ...line, ...(before ? { password: before } : {}) }, password)
      if (!chosen.ok)
        return ok({ ok: false, steps: [{ step: 'reach' as const, ok: false, code: chosen.code }] })
      const { ok: good, steps } = await test(chosen.value.account)
      return ok({
        ok: good,
        steps: steps.map(({ code, ...step }) => ({ ...step, ...(code ? { code: errorCode(code) } : {}) })),
      })
    },
  }
}
