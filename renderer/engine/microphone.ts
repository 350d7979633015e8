import type { AudioDevices } from '../../shared/ipc/contract.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'

export type MicrophoneState = AudioDevices['microphone']

/** The operator's microphone: opened once and kept, so that answering a call does not wait for it. */
export type Microphone = {
  state(): MicrophoneState
  /** Opens it, or does nothing if it is open. Throws MIC_DENIED, MIC_MISSING or MIC_BUSY. */
  open(): Promise<void>
  /** Takes this one from now on; undefined is the system's default. Throws as `open`. */
  choose(id: string | undefined): Promise<void>
  /** A track of its own for one call, so that muting it mutes no other. */
  clone(): MediaStreamTrack
}

const reasons: Record<string, { code: ErrorCode; state: MicrophoneState }> = {
  NotAllowedError: { code: 'MIC_DENIED', state: 'denied' },
  SecurityError: { code: 'MIC_DENIED', state: 'denied' },
  NotFoundError: { code: 'MIC_MISSING', state: 'missing' },
  OverconstrainedError: { code: 'MIC_MISSING', state: 'missing' },
  NotReadableError: { code: 'MIC_BUSY', state: 'busy' },
  AbortError: { code: 'MIC_BUSY', state: 'busy' },
}

/** `onChange` hears that calls must take new clones: another device was opened. `onLost`: the open one went away. */
export function createMicrophone(on: { change(): void; lost(): void }): Microphone {
  let state: MicrophoneState = 'unknown'
  let track: MediaStreamTrack | undefined
  let wanted: string | undefined
  let opening: Promise<void> | undefined

  const take = async (): Promise<void> => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: {
          // `ideal`: when the chosen one is unplugged another microphone is better than none.
          ...(wanted === undefined ? {} : { deviceId: { ideal: wanted } }),
          channelCount: 1,
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: true,
        },
      })
      const next = stream.getAudioTracks()[0]
      if (!next) throw new DOMException('no audio track', 'NotFoundError')
      const before = track
      track = next
      state = 'ready'
      // Fires when the device is unplugged or the permission is taken back, not when we stop it ourselves.
      next.onended = () => {
        if (track !== next) return
        track = undefined
        state = 'missing'
        on.lost()
      }
      if (before) before.stop()
      on.change()
    } catch (error) {
      const name = error instanceof DOMException || error instanceof Error ? error.name : ''
      const reason = reasons[name] ?? { code: 'MIC_BUSY' as const, state: 'busy' as const }
      if (!track) state = reason.state
      throw new CodedError(reason.code, name)
    }
  }

  const open = (): Promise<void> => {
    if (track) return Promise.resolve()
    opening ??= take().finally(() => {
      opening = undefined
    })
    return opening
  }

  return {
    state: () => state,
    open,
    async choose(id) {
      await opening?.catch(() => undefined)
      const same = id === wanted && (id === undefined || track?.getSettings().deviceId === id)
      wanted = id
      if (!track) return open()
      if (!same) await take()
    },
    clone() {
      if (!track) throw new CodedError('MIC_MISSING')
      return track.clone()
    },
  }
}
