import { capture } from './capture.ts'
import type { Microphone } from './microphone.ts'
import { RATE, type Sound } from './sound.ts'

const SPEAK_MS = 3000

export type VoiceTest = {
  /** Listens for three seconds, then plays that into the ear. Beginning anew ends the one before. */
  start(): void
}

/** "Do I sound right?": the microphone and the headset in one go, without anybody else. */
export function createVoiceTest(
  { context, monitor, keepAwake }: Sound,
  microphone: Microphone,
  onPhase: (phase: 'speak' | 'listen' | 'done') => void,
): VoiceTest {
  let last = 0
  let playing: AudioBufferSourceNode | undefined
  const run = async (mine: number): Promise<void> => {
    onPhase('speak')
    const rest = keepAwake()
    const taken = capture(context, microphone.tap)
    await new Promise((resolve) => setTimeout(resolve, SPEAK_MS))
    const samples = await taken.stop()
    if (mine !== last) return rest()
    if (samples.length === 0) {
      rest()
      return onPhase('done')
    }
    onPhase('listen')
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: RATE })
    buffer.copyToChannel(samples, 0)
    const source = new AudioBufferSourceNode(context, { buffer })
    source.connect(monitor)
    source.onended = () => {
      source.disconnect()
      rest()
      if (mine === last) onPhase('done')
    }
    playing = source
    source.start()
  }
  return {
    start() {
      playing?.stop()
      playing = undefined
      void run(++last)
    },
  }
}
