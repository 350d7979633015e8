import { type Phone, registeredPhone } from './phone.ts'
import { field, invite, type Scripted, scriptedServer, within } from './scripted-server.ts'

export type SetUp = { server: Scripted; alice: Phone; register: string }

/** A scripted server with one phone registered at it. */
export async function setUp(account = {}, timing = {}): Promise<SetUp> {
  const server = await scriptedServer()
  const alice = await registeredPhone({ ...server.account, ...account }, timing)
  const register = await server.next(/^REGISTER/)
  return { server, alice, register }
}

/** A call to the phone that is answered; `say` sends a request of the caller within it, `to` is the phone's side. */
export async function talking({ server, alice, register }: SetUp, callId = 'call-1') {
  const request = invite(register, { callId, via: `SIP/2.0/WS proxy.invalid;branch=z9hG4bK${callId}` })
  server.send(request)
  await alice.next('incoming', { callId })
  await alice.answer(callId)
  const to = field(await server.next(/^SIP\/2.0 200/), 'To')
  server.send(within(request, 'ACK', to, 1, `z9hG4bKack${callId}`))
  await alice.next('accepted', { callId })
  let cseq = 1
  const say = (method: string, extra: string[] = [], body = '') => {
    cseq++
    const text = within(request, method, to, cseq, `z9hG4bK${callId}-${cseq}`)
    const [head = ''] = text.split('Content-Length')
    server.send(`${head}${[...extra, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`)
    return `z9hG4bK${callId}-${cseq}`
  }
  /** Tells how a transfer goes (RFC 3420). */
  const notify = (status: string, state = 'active;expires=60', event = 'refer') =>
    say(
      'NOTIFY',
      [`Event: ${event}`, `Subscription-State: ${state}`, 'Content-Type: message/sipfrag;version=2.0'],
      `SIP/2.0 ${status}\r\n`,
    )
  return { request, to, toTag: /tag=([^;\s]+)/.exec(to)?.[1] ?? '', say, notify }
}
