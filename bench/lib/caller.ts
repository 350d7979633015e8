import { Inviter, SessionState, UserAgent } from 'sip.js'

/** A bare caller: it sends an INVITE with a canned offer and takes it back. Nothing of the product is in it. */
export type Caller = {
  call(target: string): Promise<{ sentAt: number; end(): Promise<void> }>
  stop(): Promise<void>
}

const offer = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtpmap:111 opus/48000/2',
  `a=fingerprint:sha-256 ${Array(32).fill('00').join(':')}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=ice-ufrag:abcd',
  `a=ice-pwd:${'a'.repeat(24)}`,
  'a=rtcp-mux',
  'a=sendrecv',
  '',
].join('\r\n')

/** Real media for a caller's calls, in place of the canned offer. */
export type CallerMedia = { offer(): Promise<string>; answer(sdp: string): Promise<void> }

export async function makeCaller(o: {
  media?: CallerMedia
  server: string
  domain: string
  user: string
  password?: string
  token?: string
}): Promise<Caller> {
  let sentAt = 0
  const agent = new UserAgent({
    uri: UserAgent.makeURI(`sip:${o.user}@${o.domain}`) ?? fail('no SIP address'),
    ...(o.password ? { authorizationUsername: o.user, authorizationPassword: o.password } : {}),
    transportOptions: { server: o.server, traceSip: false },
    logBuiltinEnabled: false,
    sessionDescriptionHandlerFactory: () => ({
      close() {},
      getDescription: async () => ({
        body: o.media ? await o.media.offer() : offer,
        contentType: 'application/sdp',
      }),
      hasDescription: () => true,
      setDescription: async (sdp: string) => o.media?.answer(sdp),
      sendDtmf: () => false,
    }),
  })
  await agent.start()
  const send = agent.transport.send.bind(agent.transport)
  agent.transport.send = (message: string) => {
    if (message.startsWith('INVITE ')) sentAt = performance.timeOrigin + performance.now()
    return send(message)
  }
  return {
    async call(target) {
      const inviter = new Inviter(
        agent,
        UserAgent.makeURI(`sip:${target}@${o.domain}`) ?? fail('no SIP address'),
        {
          extraHeaders: o.token ? [`X-Kommutator-Token: ${o.token}`] : [],
        },
      )
      sentAt = 0
      await inviter.invite()
      while (sentAt === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      return {
        sentAt,
        async end() {
          const over = new Promise<void>((resolve) => {
            if (inviter.state === SessionState.Terminated) resolve()
            else inviter.stateChange.addListener((state) => state === SessionState.Terminated && resolve())
          })
          await (inviter.state === SessionState.Established ? inviter.bye() : inviter.cancel())
          await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 3000))])
        },
      }
    },
    stop: () => agent.stop(),
  }
}

function fail(words: string): never {
  throw new Error(words)
}
