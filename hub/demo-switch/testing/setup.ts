import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, expect } from 'vitest'
import type { SwitchConfigInput } from '../config.ts'
import { DemoSwitch } from '../switch.ts'
import { type AgentOptions, RawAgent } from './raw-agent.ts'

export const users = ['anna', 'bob', 'carl'].map((user) => ({ user, password: `pw-${user}` }))
export const groups = { sales: ['anna', 'bob', 'carl'] }
const pair = await generateKeyPair('EdDSA', { extractable: true })
export const publicKey = await exportJWK(pair.publicKey)
/** What a test has started ends with it, last first. */
export const cleanup: (() => unknown)[] = []

afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step()
})

/** A token as the hub signs it. */
export const sign = (claims: Record<string, unknown>, expires: string | number = '2m') =>
  new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setExpirationTime(expires).sign(pair.privateKey)

export async function start(config: Partial<SwitchConfigInput> = {}): Promise<DemoSwitch> {
  const demo = await DemoSwitch.start({
    domain: 'demo.test',
    users,
    groups,
    tokenPublicKey: publicKey,
    ...config,
  })
  cleanup.push(() => demo.close())
  return demo
}
export async function agent(url: string, user: string, options: AgentOptions = {}) {
  const known = users.find((u) => u.user === user)
  const raw = await new RawAgent(user, { ...(known && { password: known.password }), ...options }).connect(
    url,
  )
  cleanup.push(() => raw.close())
  return raw
}
export async function registered(url: string, user: string, options: AgentOptions = {}) {
  const raw = await agent(url, user, options)
  expect((await raw.register()).status).toBe(200)
  return raw
}
export async function visitor(url: string, sub = 'visitor-1', claims: Record<string, unknown> = {}) {
  return agent(url, sub, { token: await sign({ typ: 'call', sub, ...claims }) })
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
