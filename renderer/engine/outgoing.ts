import type { HoldSound } from './hold-sound.ts'
import type { Microphone } from './microphone.ts'
import type { Outlet, Outlets } from './outlets.ts'

/**
 * What one call sends:
 *
 *   microphone ──> its clone ─────────────────────────────────> raw track   (one call, nothing added)
 *          └──> operator (gain) ──> said ──> mix ──────────────> mixed track (conference, gain, music on hold)
 *                 others, sounds ────┘        └── hold sound
 *
 * The raw clone is sent whenever it is all there is to send: WebAudio would only add delay. A change between the two is
 * a `replaceTrack`, of which the other side learns nothing. Back to the raw voice it waits for a pause between words: a
 * seam in the middle of a wave would click. Packets go on flowing in every state.
 */
export type Outgoing = {
  /** What is to be sent now; `onTrack` tells when it has become another one. */
  track(): MediaStreamTrack
  /** The operator's voice as this call gets it: silence while muted, held or left out. */
  operator: AudioNode
  /** All that the other side is meant to hear, without the hold sound. */
  said: AudioNode
  mute(on: boolean): void
  hold(on: boolean): void
  /** Whether the operator takes part; two customers may be left to themselves. */
  letOperatorSpeak(on: boolean): void
  /** Lets the other side hear this too, behind mute but not on hold; returns how to end it. */
  add(source: AudioNode): () => void
  /** The operator's peak (0 to 1) of one more 50 ms. */
  step(peak: number): void
  /** The microphone or its gain has changed. */
  takeMicrophone(): void
  /** The microphone is gone and there is no other: something must be sent all the same. */
  loseMicrophone(): void
  /** Whether the operator is meant to be heard now. */
  speaking(): boolean
  /** The system or the headset has the microphone off by itself. */
  microphoneOff(): boolean
  end(): void
}

/** Long enough to hide a seam, too short to be noticed, seconds. */
const FADE = 0.01
/** The microphone flows again by then, so that the voice comes up and does not begin in the middle of a wave. */
const OPENED = 0.05
/** As long as that takes until nothing is left to hear. */
const FADED = 0.06
/** Less than this (-40 dBFS) for so many steps of 50 ms is a pause between words. */
const QUIET = 0.01
const PAUSE_STEPS = 4

export function createOutgoing(parts: {
  context: AudioContext
  outlets: Outlets
  microphone: Microphone
  holdSound: HoldSound
  gainDb: () => number
  onTrack(): void
}): Outgoing {
  const { context, outlets, microphone, holdSound, gainDb, onTrack } = parts
  let clone = microphone.clone()
  const operator = new GainNode(context, { gain: 10 ** (gainDb() / 20) })
  const said = new GainNode(context)
  microphone.tap.connect(operator).connect(said)
  const added = new Set<AudioNode>()
  let mix: Outlet | undefined
  let playing: { source: AudioBufferSourceNode; fade: GainNode } | undefined
  /** Quiet steps, one after the other, since the mix is not needed any more. */
  let quietSteps = 0
  let muted = false
  let held = false
  let operatorIn = true

  const speaking = (): boolean => operatorIn && !muted && !held
  const mustMix = (): boolean =>
    // A context without any output stands still, and a mix made in it would send nothing: rather no music than that.
    context.state === 'running' &&
    (added.size > 0 ||
      (held && holdSound.buffer() !== undefined) ||
      gainDb() !== 0 ||
      clone.readyState === 'ended')

  const startMix = (): void => {
    mix = outlets(1)
    said.connect(mix.input)
    onTrack()
  }
  const stopMix = (): void => {
    if (!mix) return
    const unused = mix
    said.disconnect(unused.input)
    mix = undefined
    onTrack()
    unused.giveBack()
  }
  const playHoldSound = (): void => {
    const buffer = holdSound.buffer()
    if (playing || !buffer || !mix) return
    const fade = new GainNode(context, { gain: 0 })
    const music = new AudioBufferSourceNode(context, { buffer, loop: true })
    music.connect(fade).connect(mix.input)
    fade.gain.setTargetAtTime(1, context.currentTime, 0.1)
    music.onended = () => fade.disconnect()
    music.start()
    playing = { source: music, fade }
  }
  const stopHoldSound = (): void => {
    if (!playing) return
    playing.fade.gain.setTargetAtTime(0, context.currentTime, FADE)
    playing.source.stop(context.currentTime + FADED)
    playing = undefined
  }

  const apply = (): void => {
    const now = context.currentTime
    clone.enabled = speaking()
    operator.gain.cancelScheduledValues(now)
    // Out at once, as the clone is: not one word more gets into a recording or to a supervisor.
    if (speaking()) operator.gain.setTargetAtTime(10 ** (gainDb() / 20), now, FADE)
    else operator.gain.value = 0
    said.gain.cancelScheduledValues(now)
    said.gain.setTargetAtTime(held ? 0 : 1, held ? now : now + OPENED, FADE)
    quietSteps = 0
    if (mustMix() && !mix) startMix()
    if (held) playHoldSound()
    else stopHoldSound()
  }
  apply()
  // A call may begin while the context still wakes up; what has to be mixed waits for that.
  context.addEventListener('statechange', apply)

  return {
    track: () => mix?.stream.getAudioTracks()[0] ?? clone,
    operator,
    said,
    mute(on) {
      muted = on
      apply()
    },
    hold(on) {
      held = on
      apply()
    },
    letOperatorSpeak(on) {
      operatorIn = on
      apply()
    },
    add(other) {
      added.add(other)
      other.connect(said)
      apply()
      return () => {
        if (!added.delete(other)) return
        other.disconnect(said)
        apply()
      }
    },
    step(peak) {
      if (!mix || mustMix()) return
      quietSteps = peak < QUIET ? quietSteps + 1 : 0
      if (quietSteps >= PAUSE_STEPS) stopMix()
    },
    takeMicrophone() {
      const old = clone
      clone = microphone.clone()
      apply()
      if (!mix) onTrack()
      old.stop()
    },
    loseMicrophone: apply,
    speaking,
    microphoneOff: () => clone.muted,
    end() {
      context.removeEventListener('statechange', apply)
      stopHoldSound()
      for (const other of added) other.disconnect(said)
      added.clear()
      clone.stop()
      microphone.tap.disconnect(operator)
      operator.disconnect()
      said.disconnect()
      mix?.giveBack()
      mix = undefined
    },
  }
}
