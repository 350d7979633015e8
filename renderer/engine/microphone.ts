import type { AudioDevices, SoundSettings } from '../../shared/ipc/contract.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { type Device, findDevice, pickDevice } from '../../shared/softphone/device-choice.ts'
import { type Switched, switchOf, type Used, whatIsThere } from './devices.ts'

export type MicrophoneState = AudioDevices['microphone']
export type Processing = Pick<SoundSettings, 'echoCancellation' | 'noiseSuppression' | 'autoGain'>

/** The operator's microphone: opened once and kept, so that answering a call does not wait for it. */
export type Microphone = {
  state(): MicrophoneState
  /** Undefined is the system's own, or none. */
  using(): Device | undefined
  /** Its name, the system's own too. */
  label(): string | undefined
  /** What it hears, whoever mutes it; for meters. */
  tap: AudioNode
  /** Opens it, or does nothing if it is open. Throws MIC_DENIED, MIC_MISSING or MIC_BUSY. */
  open(): Promise<void>
  /** Takes the first of `order` that is there, or the system's own, with this processing. Throws as `open`. */
  prefer(order: readonly Device[], processing: Processing): Promise<void>
  /** To be called when devices came or went: moves to another one, or back; tells what it did. Throws as `open`. */
  refresh(): Promise<Switched | undefined>
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

/** `change` hears that calls must take new clones: another track was opened. `lost`: the open one went away. */
export function createMicrophone(context: AudioContext, on: { change(): void; lost(): void }): Microphone {
  const tap = new GainNode(context)
  let source: MediaStreamAudioSourceNode | undefined
  let state: MicrophoneState = 'unknown'
  let track: MediaStreamTrack | undefined
  let order: readonly Device[] = []
  let processing: Processing = { echoCancellation: true, noiseSuppression: true, autoGain: true }
  let used: Used = {}
  let opened: Processing | undefined
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(doing: () => Promise<T>): Promise<T> => {
    const next = queue.then(doing, doing)
    queue = next.catch(() => undefined)
    return next
  }

  const take = (next: MediaStreamTrack, device: Device | undefined): void => {
    const before = track
    track = next
    used = { device }
    opened = processing
    state = 'ready'
    // Fires when the device is unplugged or the permission is taken back, not when we stop it ourselves.
    next.onended = () => {
      if (track !== next) return
      track = undefined
      state = 'missing'
      on.lost()
    }
    source?.disconnect()
    source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([next]) })
    source.connect(tap)
    before?.stop()
    on.change()
  }

  /** The preferred ones in their order, then whatever the system has: a poor microphone is better than none. */
  const openOne = async (there: readonly Device[]): Promise<void> => {
    const found = order.map((wanted) => findDevice(wanted, there)).filter((device) => device !== undefined)
    let refusal: unknown
    for (const device of [...found, undefined]) {
      try {
        const next = await request(device?.id, processing)
        return take(next, device)
      } catch (error) {
        refusal = error
        if (reasonOf(error).state === 'denied') break
      }
    }
    const reason = reasonOf(refusal)
    if (!track) state = reason.state
    throw new CodedError(reason.code, refusal instanceof Error ? refusal.name : '')
  }

  const settle = async (): Promise<Switched | undefined> => {
    const before = used
    let now = await whatIsThere('audioinput')
    const kept = track && sameProcessing(opened, processing)
    if (!kept || pickDevice(order, now.there)?.id !== used.device?.id) {
      try {
        await openOne(now.there)
      } catch (error) {
        if (!track) used = {}
        throw error
      }
      // Without the permission devices had neither names nor ids: only now can the order be followed.
      const named = now.there.length > 0
      now = await whatIsThere('audioinput')
      if (!named && pickDevice(order, now.there)?.id !== used.device?.id) await openOne(now.there)
    }
    used = { device: used.device, label: used.device?.label ?? now.usual }
    return switchOf('microphone', before, used, now.there)
  }

  return {
    state: () => state,
    using: () => (track ? used.device : undefined),
    label: () => used.label,
    tap,
    open: () => (track ? Promise.resolve() : inTurn(async () => void (track || (await settle())))),
    prefer: (wanted, wantedProcessing) =>
      inTurn(async () => {
        order = wanted
        processing = wantedProcessing
        await settle()
      }),
    refresh: () => inTurn(settle),
    clone() {
      if (!track) throw new CodedError('MIC_MISSING')
      return track.clone()
    },
  }
}

/** The microphone as it is, without any processing. Throws MIC_DENIED, MIC_MISSING or MIC_BUSY. */
export async function openRaw(deviceId: string | undefined): Promise<MediaStreamTrack> {
  try {
    return await request(deviceId, { echoCancellation: false, noiseSuppression: false, autoGain: false })
  } catch (error) {
    throw new CodedError(reasonOf(error).code)
  }
}

const reasonOf = (error: unknown): { code: ErrorCode; state: MicrophoneState } =>
  reasons[error instanceof DOMException || error instanceof Error ? error.name : ''] ?? {
    code: 'MIC_BUSY',
    state: 'busy',
  }

const sameProcessing = (a: Processing | undefined, b: Processing): boolean =>
  a?.echoCancellation === b.echoCancellation &&
  a.noiseSuppression === b.noiseSuppression &&
  a.autoGain === b.autoGain

/** A track of that device, undefined for the system's own. Rejects with the browser's DOMException. */
async function request(deviceId: string | undefined, processing: Processing): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {
      ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
      channelCount: 1,
      echoCancellation: processing.echoCancellation,
      noiseSuppression: processing.noiseSuppression,
      autoGainControl: processing.autoGain,
    },
  })
  const track = stream.getAudioTracks()[0]
  if (!track) throw new DOMException('no audio track', 'NotFoundError')
  return track
}
