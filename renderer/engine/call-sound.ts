import { CodedError } from '../../shared/lib/result.ts'
import { peakMs } from '../../shared/protocol/recording.ts'
import { type Announcing, playToCustomer } from './announcement.ts'
import type { HoldSound } from './hold-sound.ts'
import { createMeter } from './meter.ts'
import type { Microphone } from './microphone.ts'
import { createOutgoing } from './outgoing.ts'
import { createRecorder, type Finished, type Recorder } from './recorder.ts'
import type { Tell } from './serve.ts'
import type { Sound } from './sound.ts'

/**
 * The sound of one call:
 *
 *   outgoing (operator, others) ──> sender(s)        remote track ──> customer ──> ear ──> monitor (headset)
 *          ├──> meter (operator alone)                                   └──> meter, recorder right, other calls
 *          └──> recorder left (all that was said to the customer)
 *
 * A recording holds what the customer said (right) and what was said to them (left): the operator, and in a conference
 * the others too. Mute and hold are silence in it on both sides of which they are silence in the call; the hold sound
 * is left out. Peaks and levels of the left side are the operator's alone, so that who spoke when stays true.
 */
export type CallSound = {
  /** What is sent now. Changes with the microphone and with what is mixed in; `onTrack` tells. */
  track(): MediaStreamTrack
  stream: MediaStream
  /** The operator's voice as this call gets it, and the customer's: to be listened to from elsewhere. */
  operator: AudioNode
  customer: AudioNode
  mute(on: boolean): void
  hold(on: boolean): void
  held(): boolean
  /** Muted or on hold: what is said is not sent. */
  silenced(): boolean
  /** The system or the headset has the microphone off by itself. */
  microphoneOff(): boolean
  hear(remote: MediaStreamTrack): void
  /** Whether the operator hears and is heard; else the other calls of its conference are among themselves. */
  letOperatorIn(on: boolean): void
  /** A supervisor speaks in the operator's place, who still hears the customer and is not heard. */
  takeOver(on: boolean): void
  /** Lets the customer hear this as well; returns how to end it. */
  add(source: AudioNode): () => void
  /** Another microphone was opened, or its gain has changed. */
  takeMicrophone(): void
  loseMicrophone(): void
  /** `paused`: takes the place of a recording that was paused. */
  record(paused: boolean): void
  /** Keeps both sides out of the recording, or lets them in again. Throws CALL_NOT_FOUND when there is none. */
  pauseRecording(on: boolean): void
  /** Plays it to the customer. Resolves when it is over. */
  announce(buffer: AudioBuffer): Promise<void>
  /** Throws CALL_NOT_FOUND when it was never recorded. */
  finishRecording(): Promise<Finished>
  /** The last peer connection is closed: lets everything go; a recording ends here and can still be asked for. */
  end(): void
}

/** Level reports are every 125 ms of sound, eight a second. */
const LEVEL_MS = 125
/** How a voice comes up on answer, and how it comes and goes on hold, seconds. */
const ANSWER_RAMP = 0.2
const HOLD_RAMP = 0.02

export function createCallSound(
  callId: string,
  parts: {
    sound: Sound
    microphone: Microphone
    holdSound: HoldSound
    gainDb: () => number
    tell: Tell
    onTrack(): void
    /** Hears the loudness of both sides, step by step. */
    onStep(operator: number, customer: number): void
  },
): CallSound {
  const { sound, microphone, tell } = parts
  const { context } = sound
  const outgoing = createOutgoing({ ...parts, context, outlets: sound.outlets })
  const rest = sound.keepAwake()
  const stream = new MediaStream()

  const customer = new GainNode(context)
  const ear = new GainNode(context, { gain: 0 })
  customer.connect(ear).connect(sound.monitor)
  let remoteSource: MediaStreamAudioSourceNode | undefined
  // Chromium gives WebAudio silence from a remote track that no media element plays: a muted one keeps it flowing.
  const pull = new Audio()
  pull.muted = true

  let held = false
  let operatorIn = true
  let takenOver = false
  let flowing = false
  let recorder: Recorder | undefined
  let announcing: Announcing | undefined
  let steps = 0
  let loudest: [number, number] = [0, 0]

  const ramp = (gain: AudioParam, to: number, seconds: number): void => {
    const now = context.currentTime
    gain.cancelScheduledValues(now)
    gain.setValueAtTime(gain.value, now)
    gain.linearRampToValueAtTime(to, now + seconds)
  }
  const listen = (seconds: number): void => ramp(ear.gain, operatorIn && flowing ? 1 : 0, seconds)

  const meter = createMeter(context, [microphone.tap, outgoing.operator, customer], (peaks) => {
    const [heard = 0, operator = 0, remote = 0] = peaks
    // The first sound of the far side comes up softly, whoever shouts there.
    if (!flowing && remote > 0) {
      flowing = true
      listen(ANSWER_RAMP)
    }
    outgoing.step(operator)
    recorder?.step(operator, remote)
    parts.onStep(operator, remote)
    loudest = [Math.max(loudest[0], heard), Math.max(loudest[1], remote)]
    const before = Math.floor((steps * peakMs) / LEVEL_MS)
    steps++
    if (Math.floor((steps * peakMs) / LEVEL_MS) === before) return
    tell('level', { callId, microphone: loudest[0], remote: loudest[1] })
    loudest = [0, 0]
  })

  return {
    track: outgoing.track,
    stream,
    operator: outgoing.operator,
    customer,
    mute: outgoing.mute,
    hold(on) {
      held = on
      outgoing.hold(on)
      ramp(customer.gain, on ? 0 : 1, HOLD_RAMP)
    },
    held: () => held,
    silenced: () => !outgoing.speaking(),
    microphoneOff: outgoing.microphoneOff,
    hear(remoteTrack) {
      const remoteStream = new MediaStream([remoteTrack])
      pull.srcObject = remoteStream
      pull.play().catch(() => undefined)
      remoteSource?.disconnect()
      remoteSource = new MediaStreamAudioSourceNode(context, { mediaStream: remoteStream })
      remoteSource.connect(customer)
    },
    letOperatorIn(on) {
      operatorIn = on
      outgoing.letOperatorSpeak(operatorIn && !takenOver)
      listen(HOLD_RAMP)
    },
    takeOver(on) {
      takenOver = on
      outgoing.letOperatorSpeak(operatorIn && !takenOver)
    },
    add: outgoing.add,
    takeMicrophone: outgoing.takeMicrophone,
    loseMicrophone: outgoing.loseMicrophone,
    record(paused) {
      recorder = createRecorder({
        context,
        outlets: sound.outlets,
        left: outgoing.said,
        right: customer,
        paused,
        onChunk: (chunk) => tell('chunk', { callId, ...chunk }),
        onFail: () => tell('trouble', { code: 'RECORDING_FAILED', callId }),
      })
    },
    pauseRecording(on) {
      if (!recorder) throw new CodedError('CALL_NOT_FOUND', 'not recorded')
      recorder.pause(on)
    },
    async announce(buffer) {
      announcing?.stop()
      const mine = playToCustomer({ context, buffer, add: outgoing.add, monitor: sound.monitor })
      announcing = mine
      await mine.over
      if (announcing === mine) announcing = undefined
    },
    async finishRecording() {
      if (!recorder) throw new CodedError('CALL_NOT_FOUND', 'not recorded')
      return recorder.finish()
    },
    end() {
      announcing?.stop()
      const release = (): void => {
        meter.end()
        outgoing.end()
        remoteSource?.disconnect()
        customer.disconnect()
        ear.disconnect()
        pull.pause()
        pull.srcObject = null
        rest()
      }
      if (recorder) recorder.finish().then(release, release)
      else release()
    },
  }
}
