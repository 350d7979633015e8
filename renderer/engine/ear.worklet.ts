import { Limiter } from './limiter.ts'

/** What is told of the ear at a time, seconds. */
const TELL_SECONDS = 1

/**
 * The last thing before the ear: the limiter, and a measure of what it let through. Tells `[seconds, mean square, peak]`
 * of every second in which there was any sound.
 */
class Ear extends AudioWorkletProcessor {
  private readonly limiter = new Limiter(sampleRate)
  private frames = 0
  private squares = 0
  private peak = 0

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0]
    if (!output) return true
    this.limiter.process(inputs[0]?.[0] ?? new Float32Array(output.length), output)
    for (const sample of output) {
      this.squares += sample * sample
      const size = Math.abs(sample)
      if (size > this.peak) this.peak = size
    }
    this.frames += output.length
    if (this.frames >= sampleRate * TELL_SECONDS) {
      if (this.peak > 0)
        this.port.postMessage([this.frames / sampleRate, this.squares / this.frames, this.peak])
      this.frames = 0
      this.squares = 0
      this.peak = 0
    }
    return true
  }
}

registerProcessor('ear', Ear)
