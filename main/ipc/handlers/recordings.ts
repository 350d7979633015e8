import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { RecordingPlayer } from '../../hub/recording-player.ts'
import { RECORDINGS_PATH } from '../../shell/protocol.ts'
import type { Softphone } from '../../softphone/softphone.ts'

export type RecordingsParts = {
  player: RecordingPlayer
  phone: Pick<Softphone, 'pauseRecording' | 'paymentField'>
}

export const recordingsHandlers = ({
  player,
  phone,
}: RecordingsParts): AreaHandlers<Contract['recordings']> => ({
  async open({ recordingId }) {
    const playable = await player.check(recordingId)
    return playable.ok ? ok({ src: RECORDINGS_PATH + encodeURIComponent(recordingId) }) : playable
  },
  pause: async ({ callId, on }) => phone.pauseRecording(callId, on),
  async paymentField({ focused }) {
    phone.paymentField(focused)
    return ok({})
  },
})
