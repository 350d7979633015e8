import { randomUUID } from 'node:crypto'
import { Inviter, UserAgent } from 'sip.js'
import { MediaHandler } from '../media-handler.ts'
import type { SipAccount } from '../sip-stack-types.ts'
import { fakeMedia } from './fake-media.ts'
import { cleanup } from './phone.ts'

/**
 * Somebody else's telephone: bare sip.js, which answers every call by itself and follows whatever transfer it is asked
 * for, with Replaces.
 */
export async function follower(account: SipAccount): Promise<{ call(target: string): Promise<string> }> {
  const port = fakeMedia()
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
      new MediaHandler({ port, mediaId: randomUUID(), callId: '', onRemote: () => {} }),
  })
  await agent.start()
  cleanup.push(() => agent.stop())
  return {
    async call(target) {
      const to = UserAgent.makeURI(`sip:${target}@${account.domain}`)
      if (!to) throw new Error('no address')
      const inviter = new Inviter(agent, to)
      await inviter.invite()
      return inviter.request.callId
    },
  }
}
