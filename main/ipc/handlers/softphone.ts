import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { Softphone } from '../../softphone/softphone.ts'

export const softphoneHandlers = (phone: Softphone): AreaHandlers<Contract['softphone']> => ({
  calls: async () => ok({ calls: phone.calls }),
  answer: async ({ callId }) => phone.answer(callId),
  decline: async ({ callId }) => phone.decline(callId),
  hangup: async ({ callId }) => phone.hangup(callId),
  hold: async ({ callId, on }) => phone.hold(callId, on),
  mute: async ({ callId, on }) => phone.mute(callId, on),
  dtmf: async ({ callId, tones }) => phone.dtmf(callId, tones),
  dial: ({ target, contactId }) => phone.dial(target, contactId),
  dispose: async ({ callId, dispositionId, note }) =>
    phone.dispose(callId, { ...(dispositionId ? { dispositionId } : {}), ...(note ? { note } : {}) }),
  line: async () => ok(phone.line),
})
