import { randomUUID } from 'node:crypto'
import { Inviter, UserAgent } from 'sip.js'
import { MediaHandler } from '../media-handler.ts'
import type { MediaPort, SipAccount } from '../sip-stack-types.ts'
import { fakeMedia } from './fake-media.ts'

/**
 * Somebody else's telephone: bare sip.js, which answers every call by itself and follows whatever transfer it is asked
 * for, with Replaces. Its sound is that of `port`, or none.
 */
export async function follower(
  account: SipAccount,
  port: MediaPort = fakeMedia(),
): Promise<{ call(target: string): Promise<string>; stop(): Promise<void> }> {
  const uri = UserAgent.makeURI(`sip:${account.user}@${account.domain}`)
  if (!uri) throw new Error('no address')
  const agent = new UserAgent({
    uri,
    authorizationUsername: account.user,
    authorizationPassword: account.password,
    transportOptions: { server: account.server, traceSip: false },
    logBuiltinEnabled: false,
    gracefulShutdown: false,
    sessionDescriptionHandlerFactory: () =>
      new MediaHandler({ port, mediaId: randomUUID(), callId: randomUUID(), onRemote: () => {} }),
  })
  await agent.start()
  return {
    async call(target) {
      const to = UserAgent.makeURI(`sip:${target}@${account.domain}`)
      if (!to) throw new Error('no address')
      const inviter = new Inviter(agent, to)
      await inviter.invite()
      return inviter.request.callId
    },
    stop: () => agent.stop(),
  }
}
