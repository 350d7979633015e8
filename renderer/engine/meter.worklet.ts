/** `peakMs` of shared/protocol/recording.ts, which the worklet's own bundle need not carry. */
const stepFrames = Math.round(sampleRate * 0.05)

/**
 * Tells the greatest amplitude (0 to 1) of each of its inputs every 50 ms of sound. It runs on the audio thread, so that
 * a window which is hidden or busy loses no step. Any message to it ends it.
 */
class Meter extends AudioWorkletProcessor {
  private running = true
  private frames = 0
  private peaks: number[] = []

  constructor() {
    super()
    this.port.onmessage = () => {
      this.running = false
    }
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    for (let i = 0; i < inputs.length; i++) this.raise(i, inputs[i]?.[0])
    this.frames += outputs[0]?.[0]?.length ?? 128
    if (this.frames >= stepFrames) {
      this.frames -= stepFrames
      this.port.postMessage(this.peaks)
      this.peaks = []
    }
    return this.running
  }

  private raise(input: number, samples: Float32Array | undefined): void {
    let peak = this.peaks[input] ?? 0
    for (const sample of samples ?? []) {
      const size = Math.abs(sample)
      if (size > peak) peak = size
    }
    this.peaks[input] = peak
  }
}

registerProcessor('meter', Meter)
