import { CodedError } from '../../shared/lib/result.ts'
import { peakMs } from '../../shared/protocol/recording.ts'
import { type Announcing, playToCustomer } from './announcement.ts'
import type { Microphone } from './microphone.ts'
import { createRecorder, type Finished, type Recorder } from './recorder.ts'
import type { Tell } from './serve.ts'
import type { Sound } from './sound.ts'

/**
 * The sound of one call:
 *
 *   microphone's clone ──> sender(s)                 remote track ──> gain ──> monitor (headset)
 *          └──> local ──> said ──> meter, recorder left                 └──> meter, recorder right
 *
 * What is sent is the raw clone, untouched by WebAudio. Mute and hold switch it off, which the sender and the recorder
 * both get as silence: so the recording holds what the customer heard, and nothing that they did not.
 */
export type CallSound = {
  /** What is sent now. Changes with the microphone; `onTrack` of the media hears of it. */
  track(): MediaStreamTrack
  stream: MediaStream
  mute(on: boolean): void
  hold(on: boolean): void
  held(): boolean
  /** Muted or on hold: what is said is not sent. */
  silenced(): boolean
  /** The system or the headset has the microphone off by itself. */
  microphoneOff(): boolean
  hear(remote: MediaStreamTrack): void
  /** Another microphone was opened: take a clone of it. */
  takeMicrophone(): void
  /** `paused`: takes the place of a recording that was paused. */
  record(paused: boolean): void
  /** Keeps both sides out of the recording, or lets them in again. Throws CALL_NOT_FOUND when there is none. */
  pauseRecording(on: boolean): void
  /** Plays it to the customer; `resend` is called whenever what is sent changes. Resolves when it is over. */
  announce(buffer: AudioBuffer, resend: () => void): Promise<void>
  /** Throws CALL_NOT_FOUND when it was never recorded. */
  finishRecording(): Promise<Finished>
  /** The last peer connection is closed: lets everything go; a recording ends here and can still be asked for. */
  end(): void
}

/** Level reports are every 125 ms of sound, eight a second. */
const LEVEL_MS = 125

export function createCallSound(
  callId: string,
  parts: {
    sound: Sound
    microphone: Microphone
    tell: Tell
    /** Hears the loudness of both sides, step by step. */
    onStep(operator: number, customer: number): void
  },
): CallSound {
  const { sound, microphone, tell } = parts
  const { context } = sound
  let track = microphone.clone()
  const stream = new MediaStream([track])
  const local = new GainNode(context)
  let source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
  source.connect(local)
  /** Everything that the customer hears from here. */
  const said = new GainNode(context)
  local.connect(said)
  let announcing: Announcing | undefined

  const remote = new GainNode(context)
  remote.connect(sound.monitor)
  let remoteSource: MediaStreamAudioSourceNode | undefined
  // Chromium gives WebAudio silence from a remote track that no media element plays: a muted one keeps it flowing.
  const pull = new Audio()
  pull.muted = true

  const meter = new AudioWorkletNode(context, 'meter', {
    numberOfInputs: 2,
    numberOfOutputs: 1,
    channelCount: 1,
    channelCountMode: 'explicit',
  })
  said.connect(meter, 0, 0)
  remote.connect(meter, 0, 1)
  // Its output is silence; only what leads to a destination is sure to be run.
  meter.connect(context.destination)

  let muted = false
  let held = false
  let recorder: Recorder | undefined
  let steps = 0
  let loudest: [number, number] = [0, 0]

  meter.port.onmessage = ({ data }: MessageEvent<[number, number]>) => {
    const [operator, customer] = data
    recorder?.step(operator, customer)
    parts.onStep(operator, customer)
    loudest = [Math.max(loudest[0], operator), Math.max(loudest[1], customer)]
    const before = Math.floor((steps * peakMs) / LEVEL_MS)
    steps++
    if (Math.floor((steps * peakMs) / LEVEL_MS) === before) return
    tell('level', { callId, microphone: loudest[0], remote: loudest[1] })
    loudest = [0, 0]
  }

  const apply = (): void => {
    track.enabled = !muted && !held
    remote.gain.value = held ? 0 : 1
  }

  return {
    track: () => announcing?.track ?? track,
    stream,
    mute(on) {
      muted = on
      apply()
    },
    hold(on) {
      held = on
      apply()
    },
    held: () => held,
    silenced: () => muted || held,
    microphoneOff: () => track.muted,
    hear(remoteTrack) {
      const remoteStream = new MediaStream([remoteTrack])
      pull.srcObject = remoteStream
      pull.play().catch(() => undefined)
      remoteSource?.disconnect()
      remoteSource = new MediaStreamAudioSourceNode(context, { mediaStream: remoteStream })
      remoteSource.connect(remote)
    },
    takeMicrophone() {
      const old = track
      track = microphone.clone()
      stream.removeTrack(old)
      stream.addTrack(track)
      apply()
      source.disconnect()
      source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
      source.connect(local)
      old.stop()
    },
    record(paused) {
      recorder = createRecorder({
        context,
        left: said,
        right: remote,
        paused,
        onChunk: (chunk) => tell('chunk', { callId, ...chunk }),
        onFail: () => tell('trouble', { code: 'RECORDING_FAILED', callId }),
      })
    },
    pauseRecording(on) {
      if (!recorder) throw new CodedError('CALL_NOT_FOUND', 'not recorded')
      recorder.pause(on)
    },
    async announce(buffer, resend) {
      announcing?.stop()
      const mine = playToCustomer({ context, buffer, voice: local, said, monitor: sound.monitor })
      announcing = mine
      resend()
      await mine.over
      if (announcing !== mine) return
      announcing = undefined
      resend()
    },
    async finishRecording() {
      if (!recorder) throw new CodedError('CALL_NOT_FOUND', 'not recorded')
      return recorder.finish()
    },
    end() {
      announcing?.stop()
      const release = (): void => {
        track.stop()
        source.disconnect()
        remoteSource?.disconnect()
        local.disconnect()
        said.disconnect()
        remote.disconnect()
        meter.port.postMessage('end')
        meter.disconnect()
        pull.pause()
        pull.srcObject = null
      }
      if (recorder) recorder.finish().then(release, release)
      else release()
    },
  }
}
