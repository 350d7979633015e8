/** Hands over what it hears, a tenth of a second at a time, until it is told to end. */
class Capture extends AudioWorkletProcessor {
  private running = true
  private part = new Float32Array(4800)
  private at = 0

  constructor() {
    super()
    this.port.onmessage = () => {
      this.running = false
      this.port.postMessage(this.part.slice(0, this.at))
      this.port.postMessage('end')
    }
  }

  process(inputs: Float32Array[][]): boolean {
    if (!this.running) return false
    const input = inputs[0]?.[0] ?? new Float32Array(128)
    for (const sample of input) {
      this.part[this.at++] = sample
      if (this.at < this.part.length) continue
      this.port.postMessage(this.part)
      this.part = new Float32Array(4800)
      this.at = 0
    }
    return true
  }
}

registerProcessor('capture', Capture)
