/** The part of the audio worklet's global scope that is used here; the DOM's types do not describe it. */
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

/** `peakMs` of shared/protocol/recording.ts, which the worklet's own bundle need not carry. */
const stepFrames = Math.round(sampleRate * 0.05)

/**
 * Tells the greatest amplitude (0 to 1) of each of its inputs every 50 ms of sound: `[operator, customer]`. It runs on the
 * audio thread, so that a window which is hidden or busy loses no step. Any message to it ends it.
 */
class Meter extends AudioWorkletProcessor {
  private running = true
  private frames = 0
  private readonly peaks: [number, number] = [0, 0]

  constructor() {
    super()
    this.port.onmessage = () => {
      this.running = false
    }
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    this.raise(0, inputs[0]?.[0])
    this.raise(1, inputs[1]?.[0])
    this.frames += outputs[0]?.[0]?.length ?? 128
    if (this.frames >= stepFrames) {
      this.frames -= stepFrames
      this.port.postMessage([...this.peaks])
      this.peaks[0] = 0
      this.peaks[1] = 0
    }
    return this.running
  }

  private raise(side: 0 | 1, samples: Float32Array | undefined): void {
    if (!samples) return
    let peak = this.peaks[side]
    for (const sample of samples) {
      const size = Math.abs(sample)
      if (size > peak) peak = size
    }
    this.peaks[side] = peak
  }
}

registerProcessor('meter', Meter)
