import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { HubClient } from '../../hub/hub-client.ts'
import type { RecordingPlayer } from '../../hub/recording-player.ts'
import type { Uploader } from '../../recordings/uploader.ts'
import { RECORDINGS_PATH } from '../../shell/protocol.ts'
import type { Softphone } from '../../softphone/softphone.ts'

export type RecordingsParts = {
  hub: Pick<HubClient, 'request'>
  player: RecordingPlayer
  phone: Pick<Softphone, 'pauseRecording' | 'paymentField'>
  uploader: Pick<Uploader, 'waiting'>
}

export const recordingsHandlers = ({
  hub,
  player,
  phone,
  uploader,
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
  waiting: async () => ok({ count: uploader.waiting }),
  heard: (input) => hub.request('recording.heard', input),
  download: ({ recordingId }) => player.download(recordingId),
  comment: (input) => hub.request('recording.comment', { ...input, id: newId() }),
  uncomment: (input) => hub.request('recording.uncomment', { ...input, id: newId() }),
  due: ({ rules }) => hub.request('recording.due', rules ? { rules } : {}),
  placeHold: ({ callId, ...input }) =>
    hub.request('hold.place', { ...input, ...(callId ? { callId } : {}), id: newId() }),
  liftHold: (input) => hub.request('hold.lift', { ...input, id: newId() }),
  holds: () => hub.request('hold.list', {}),
  intake: () => hub.request('intake.list', {}),
  place: (input) => hub.request('intake.place', { ...input, id: newId() }),
  discard: (input) => hub.request('intake.discard', { ...input, id: newId() }),
})
