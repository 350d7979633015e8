import { expect, type Page } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import type { LineProfile } from '../../shared/softphone/line.ts'
import type { Caller, Lab } from '../../tools/telephony-lab/lab.ts'
import { calls } from './desk.ts'

type Desk = { operator: Client }

/**
 * Puts the console's first line on the lab, as Settings would, or with a `lineId` adds another one; `rules` are how it is
 * to behave.
 */
export async function putOnLab(
  page: Page,
  lab: Lab,
  user = '1001',
  rules: Partial<LineProfile> = {},
): Promise<void> {
  const code = await page.evaluate(
    async ({ server, domain, user, password, rules }) => {
      const { line } = (window as unknown as Desk).operator
      const settings = await line.settings({})
      const first = settings.ok ? settings.value.lines[0] : undefined
      if (!first) return settings.ok ? 'no line' : settings.code
      const { hasPassword: _has, passwordKept: _kept, ...profile } = first
      const account = { mode: 'own' as const, server, user, authUser: '', domain, password }
      const saved = await line.save({ ...profile, ...rules, ...account })
      return saved.ok ? '' : saved.code
    },
    { server: lab.ws, domain: lab.domain, user, password: lab.users[user] ?? '', rules },
  )
  if (code) throw new Error(code)
  await allLinesReady(page)
}

/** Waits until every line is registered. */
const allLinesReady = (page: Page) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const told = await (window as unknown as Desk).operator.softphone.lines({})
          return told.ok ? told.value.lines.filter(({ state }) => state !== 'registered').length : 1
        }),
      { timeout: 30_000 },
    )
    .toBe(0)

/** Resolves when the operator hears this call's other side. */
export const hearsCall = (page: Page, callId: string, timeoutMs = 15_000): Promise<void> =>
  page.evaluate(
    ({ callId, timeoutMs }) =>
      new Promise<void>((resolve, reject) => {
        const { softphone } = (window as unknown as Desk).operator
        const late = setTimeout(() => reject(new Error('the other side is not heard')), timeoutMs)
        const stop = softphone.onLevel((level) => {
          if (level.callId !== callId || level.remote < 0.05) return
          clearTimeout(late)
          stop()
          resolve()
        })
      }),
    { callId, timeoutMs },
  )

/** A caller with a number and a tone of their own; each slot is a place in the lab. */
export const caller = (slot: number): Required<Caller> => ({
  slot,
  number: `050123450${slot}`,
  // From 600 Hz up, apart from each other and from their harmonics' neighbours, within a telephone's band.
  hz: 600 + slot * 170,
})

/** The call of this number that is not over, as the console has it. */
export const callFrom = async (page: Page, number: string) =>
  (await calls(page)).find((call) => call.remote.endsWith(number.replace(/^0/, '')) && call.phase !== 'ended')

const ask = (
  page: Page,
  name:
    | 'answer'
    | 'hangup'
    | 'dispose'
    | 'hold'
    | 'mute'
    | 'dtmf'
    | 'transfer'
    | 'completeTransfer'
    | 'pullBack',
  input: Record<string, unknown>,
): Promise<void> =>
  page
    .evaluate(
      async ({ name, input }) => {
        const { softphone } = (window as unknown as Desk).operator
        const answer = await softphone[name](input as never)
        return answer.ok ? '' : answer.code
      },
      { name, input },
    )
    .then((code) => {
      if (code) throw new Error(`${name}: ${code}`)
    })

/** The operator's hands on one call. */
export const hands = (page: Page, callId: string) => ({
  answer: () => ask(page, 'answer', { callId }),
  hangUp: () => ask(page, 'hangup', { callId }),
  dispose: () => ask(page, 'dispose', { callId }),
  hold: (on: boolean) => ask(page, 'hold', { callId, on }),
  mute: (on: boolean) => ask(page, 'mute', { callId, on }),
  dtmf: (tones: string) => ask(page, 'dtmf', { callId, tones }),
  transfer: (mode: 'consult' | 'blind', target: string) => ask(page, 'transfer', { callId, mode, target }),
  completeTransfer: () => ask(page, 'completeTransfer', { callId }),
  pullBack: () => ask(page, 'pullBack', { callId }),
})

/** A conference of the operator and these calls. */
export async function mergeCalls(page: Page, callIds: string[]): Promise<void> {
  const code = await page.evaluate(async (ids) => {
    const merged = await (window as unknown as Desk).operator.softphone.merge({ callIds: ids as never })
    return merged.ok ? '' : merged.code
  }, callIds)
  if (code) throw new Error(`merge: ${code}`)
}
