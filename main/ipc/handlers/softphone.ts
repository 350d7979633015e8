import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { HubClient } from '../../hub/hub-client.ts'
import { optional } from '../../softphone/optional.ts'
import type { Softphone } from '../../softphone/softphone.ts'

export const softphoneHandlers = (
  phone: Softphone,
  hub: Pick<HubClient, 'request'>,
): AreaHandlers<Contract['softphone']> => ({
  calls: async () => ok({ calls: phone.calls }),
  answer: async ({ callId }) => phone.answer(callId),
  decline: async ({ callId, how }) => phone.decline(callId, how),
  hangup: async ({ callId }) => phone.hangup(callId),
  hold: async ({ callId, on }) => phone.hold(callId, on),
  mute: async ({ callId, on }) => phone.mute(callId, on),
  dtmf: async ({ callId, tones }) => phone.dtmf(callId, tones),
  dial: ({ target, contactId, lineId, callerId }) =>
    phone.dial({
      target,
      ...optional('contactId', contactId),
      ...optional('lineId', lineId),
      ...optional('callerId', callerId),
    }),
  preview: async ({ target, lineId }) => phone.preview(target, lineId),
  redial: () => phone.redial(),
  identify: async ({ callId, contactId }) => phone.identify(callId, contactId),
  stopAutoAnswer: async ({ callId }) => phone.stopAutoAnswer(callId),
  transfer: async ({ callId, target, mode, name, toOperatorId }) =>
    phone.transfer(callId, {
      target,
      mode,
      ...optional('name', name),
      ...optional('toOperatorId', toOperatorId),
    }),
  completeTransfer: async ({ callId }) => phone.completeTransfer(callId),
  pullBack: async ({ callId }) => phone.pullBack(callId),
  merge: ({ callIds }) => phone.merge(callIds),
  recent: ({ missed, before }) => hub.request('calls.list', { missed, ...optional('before', before) }),
  team: () => hub.request('team.state', {}),
  dispose: async ({ callId, dispositionId, note }) =>
    phone.dispose(callId, { ...optional('dispositionId', dispositionId), ...optional('note', note) }),
  lines: async () => ok({ lines: phone.lines }),
})
