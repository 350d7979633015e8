import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { SipAccount } from '../sip-stack-types.ts'
import { cannedSdp } from './fake-media.ts'
import { cleanup } from './phone.ts'

export type Scripted = {
  account: SipAccount
  /** Everything received, in order. */
  received: string[]
  send: (text: string) => void
  /** The next message, not looked at before, whose first line fits. */
  next: (firstLine: RegExp, ms?: number) => Promise<string>
  /** Answers to requests, by method; REGISTER gets 200 when nothing else is said. */
  answers: Record<string, (request: string) => string | undefined>
  socket: () => WebSocket
}

/** A SIP server that says exactly what a test tells it to, including what no proper server would. */
export async function scriptedServer(): Promise<Scripted> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' })
  await once(server, 'listening')
  cleanup.push(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  const received: string[] = []
  let socket: WebSocket | undefined
  let seen = 0
  let wake = () => {}
  const scripted: Scripted = {
    account: {
      server: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
      user: 'alice',
      password: 'pw',
      domain: 'demo.test',
    },
    received,
    answers: {},
    send: (text) => socket?.send(text),
    socket: () => socket as WebSocket,
    async next(firstLine, ms = 30_000) {
      const until = Date.now() + ms
      for (;;) {
        while (seen < received.length) {
          const text = received[seen++] ?? ''
          if (firstLine.test(text.slice(0, text.indexOf('\r\n')))) return text
        }
        const left = until - Date.now()
        if (left <= 0)
          throw new Error(`nothing like ${firstLine} came; last: ${received.at(-1)?.slice(0, 60)}`)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    },
  }
  server.on('connection', (client) => {
    socket = client
    client.on('message', (data) => {
      const text = data.toString()
      received.push(text)
      const method = /^(\w+) sip:/.exec(text)?.[1] ?? ''
      const answer =
        scripted.answers[method]?.(text) ??
        (method === 'REGISTER' ? respond(text, '200 OK', contactOf(text)) : undefined)
      if (answer) client.send(answer)
      wake()
    })
  })
  return scripted
}

export const field = (text: string, name: string): string =>
  new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? ''
const contactOf = (text: string) => [`Contact: ${field(text, 'Contact')}`]
export const contactUri = (text: string): string => /<([^>]+)>/.exec(field(text, 'Contact'))?.[1] ?? ''

/** A response to a request, with the headers that it must have. */
export function respond(request: string, status: string, extra: string[] = [], body = ''): string {
  const copied = request.split('\r\n').filter((line) => /^(via|from|call-id|cseq|record-route):/i.test(line))
  const to = field(request, 'To')
  const tagged = /tag=/.test(to) || status.startsWith('100') ? to : `${to};tag=srv`
  const typed = body ? ['Content-Type: application/sdp'] : []
  return [
    `SIP/2.0 ${status}`,
    ...copied,
    `To: ${tagged}`,
    ...extra,
    ...typed,
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

export type InviteOptions = {
  callId?: string
  via?: string
  cseq?: string
  extra?: string[]
  body?: string
  untyped?: boolean
}

/** An INVITE to the phone that registered with `register`. */
export function invite(register: string, options: InviteOptions = {}): string {
  const body = options.body ?? cannedSdp()
  return [
    `INVITE ${contactUri(register)} SIP/2.0`,
    `Via: ${options.via ?? 'SIP/2.0/WS proxy.invalid;branch=z9hG4bKi1'}`,
    'Max-Forwards: 69',
    'From: "Visitor" <sip:visitor@demo.test>;tag=v1',
    'To: <sip:sales@demo.test>',
    `Call-ID: ${options.callId ?? 'call-1'}`,
    `CSeq: ${options.cseq ?? '1 INVITE'}`,
    'Contact: <sip:visitor@v.invalid;transport=ws>',
    ...(options.extra ?? []),
    ...(options.untyped ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

/** A request of the caller in the dialog that `invite` made; `to` is the phone's To with its tag. */
export function within(
  inviteText: string,
  method: string,
  to: string,
  cseq: number,
  branch: string,
  body = '',
): string {
  return [
    `${method} ${/^INVITE (\S+)/.exec(inviteText)?.[1]} SIP/2.0`,
    `Via: SIP/2.0/WS proxy.invalid;branch=${branch}`,
    'Max-Forwards: 69',
    `From: ${field(inviteText, 'From')}`,
    `To: ${to}`,
    `Call-ID: ${field(inviteText, 'Call-ID')}`,
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:visitor@v.invalid;transport=ws>',
    ...(body ? ['Content-Type: application/sdp'] : []),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}
