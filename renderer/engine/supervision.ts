import { CodedError } from '../../shared/lib/result.ts'
import type { CallSound } from './call-sound.ts'
import type { Microphone } from './microphone.ts'
import type { EngineHandlers, Tell } from './serve.ts'
import type { Sound } from './sound.ts'
import { createSupervise } from './supervise.ts'
import { createSuperviseEar } from './supervise-ear.ts'
import type { Link } from './supervise-link.ts'

type Handlers = Pick<EngineHandlers, Extract<keyof EngineHandlers, `supervise${string}`>>

/** Both ends of a supervisor's session, as main asks for them: this window may be either. */
export function createSupervision(parts: {
  sound: Sound
  microphone: Microphone
  callOf(callId: string): CallSound
  tell: Tell
}): { handlers: Handlers; callEnded(callId: string): void; takeMicrophone(): void } {
  const operator = createSupervise(parts)
  const ear = createSuperviseEar(parts)
  const linkOf = (sessionId: string): Link => {
    const link = operator.linkOf(sessionId) ?? ear.linkOf(sessionId)
    if (!link) throw new CodedError('SUPERVISION_ENDED', sessionId)
    return link
  }
  return {
    handlers: {
      ...operator.handlers,
      superviseJoin: ear.superviseJoin,
      async superviseSilence({ sessionId }) {
        ear.silence(sessionId)
        return {}
      },
      async superviseCandidate({ sessionId, candidate }) {
        await linkOf(sessionId).candidate(candidate)
        return {}
      },
      async superviseStop({ sessionId }) {
        operator.stop(sessionId)
        ear.stop(sessionId)
        return {}
      },
      superviseFacts: ({ sessionId }) => linkOf(sessionId).facts(),
    },
    callEnded: operator.callEnded,
    takeMicrophone: ear.takeMicrophone,
  }
}
