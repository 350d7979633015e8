import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, type Page } from '@playwright/test'
import { hashPassword } from '../../hub/operators/passwords.ts'
import type { Client } from '../../shared/ipc/derive.ts'
import { type Console, type ConsoleOptions, openConsole } from './console.ts'

type Desk = { operator: Client }
const password = 'north star over the hub'

/**
 * A colleague at a whole console of their own, on the hub of the first. Nobody of the demo has a password: this one is
 * given to them where the hub keeps passwords.
 */
export async function openSecondConsole(
  first: Console,
  operatorId: string,
  options: ConsoleOptions = {},
): Promise<Console> {
  const database = new DatabaseSync(join(first.profile, 'demo', 'hub.db'), { timeout: 5000 })
  const hash = await hashPassword(password)
  database.prepare('UPDATE operators SET password_hash = ? WHERE operator_id = ?').run(hash, operatorId)
  const login = String(
    database.prepare('SELECT login FROM operators WHERE operator_id = ?').get(operatorId)?.login,
  )
  database.close()

  const second = await openConsole({ ...options, env: { ...options.env, KOMMUTATOR_LIVE: 'off' } })
  const url = await first.hub()
  await expect(second.page.getByTestId('hub-state')).toContainText('online', { timeout: 60_000 })
  await second.page.evaluate((to) => (window as unknown as Desk).operator.hub.use({ url: to }), url)
  await expect.poll(() => sessionOf(second.page), { timeout: 30_000 }).toBe('signed-out')
  const answer = await second.page.evaluate(
    (input) => (window as unknown as Desk).operator.session.login(input),
    { login, password },
  )
  if (!answer.ok) throw new Error(answer.code)
  await expect.poll(() => sessionOf(second.page), { timeout: 30_000 }).toBe('signed-in')
  return second
}

const sessionOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const answer = await (window as unknown as Desk).operator.session.state({})
    return answer.ok ? answer.value.state : answer.code
  })

/** What the hub of this console wrote to its audit, oldest first. */
export function auditOf(
  desk: Console,
  area: string,
): { action: string; actor: string; detail: Record<string, unknown> }[] {
  const database = new DatabaseSync(join(desk.profile, 'demo', 'hub.db'), { timeout: 5000, readOnly: true })
  const rows = database.prepare('SELECT action, actor, detail FROM audit ORDER BY id').all()
  database.close()
  return rows
    .map((row) => ({
      action: String(row.action),
      actor: String(row.actor),
      detail: JSON.parse(String(row.detail)),
    }))
    .filter((row) => row.action.startsWith(`${area}.`))
}
