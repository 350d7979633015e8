import { describe, expect, test } from 'vitest'
import { continued } from './media-handler.ts'
import { cannedSdp } from './testing/fake-media.ts'
import { type Phone, registeredPhone } from './testing/phone.ts'
import { startSwitch } from './testing/switch-process.ts'

async function talking(from: Phone, to: Phone): Promise<string> {
  const callId = await from.dial('bob')
  await to.next('incoming', { callId })
  await to.answer(callId)
  await Promise.all([to.next('accepted', { callId }), from.next('accepted', { callId })])
  return callId
}

/** What each side was told of the other's session, oldest first. */
const origins = (phone: Phone) =>
  [...phone.media.open.values()].flatMap(({ remote }) => remote.map((sdp) => /^o=.*$/m.exec(sdp)?.[0]))

describe('the media window was lost in a call and started anew', () => {
  test.each(['caller', 'callee'] as const)(
    'the call of the %s goes on with new media in the same session, and can be held, resumed and ended',
    async (which) => {
      const demo = await startSwitch()
      const alice = await registeredPhone(demo.account('alice'))
      const bob = await registeredPhone(demo.account('bob'))
      const callId = await talking(alice, bob)
      const [mine, other] = which === 'caller' ? [alice, bob] : [bob, alice]
      mine.media.open.clear()
      await mine.renegotiate(callId)
      await expect.poll(() => origins(other).length, { timeout: 10_000 }).toBe(2)
      expect(mine.media.log.filter((m) => m === 'create')).toHaveLength(2)
      const versions = origins(other).map((line) => line?.split(' ').slice(1, 3).join('.'))
      expect(versions).toEqual(['1.1', '1.2'])
      await mine.hold(callId, true)
      await mine.next('held', { held: true })
      await mine.hold(callId, false)
      await mine.next('held', { held: false })
      await other.hangup(callId)
      await mine.next('ended', { callId, by: 'remote' })
    },
  )

  test('an offer of the other side is answered by new media too', async () => {
    const demo = await startSwitch()
    const alice = await registeredPhone(demo.account('alice'))
    const bob = await registeredPhone(demo.account('bob'))
    const callId = await talking(alice, bob)
    bob.media.open.clear()
    await alice.hold(callId, true)
    await alice.next('held', { held: true })
    await bob.next('remote-hold', { held: true })
    expect(bob.media.open.size).toBe(1)
  })
})

describe('a description of another peer connection', () => {
  const origin = (sdp: string) => /^o=.*$/m.exec(sdp)?.[0]
  const other = cannedSdp(2).replace('o=- 1 2', 'o=- 77 2')

  test('goes on where the last one of its session stopped (RFC 3264, 8)', () => {
    expect(origin(continued(other, { session: '1', version: 5 }))).toBe('o=- 1 6 IN IP4 127.0.0.1')
    expect(continued(cannedSdp(2), { session: '1', version: 1 })).toBe(cannedSdp(2))
    expect(continued(other, undefined)).toBe(other)
    expect(continued('v=0', { session: '1', version: 5 })).toBe('v=0')
  })
})
