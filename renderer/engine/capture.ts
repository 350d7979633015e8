/** Samples of a node, mono, from now until `stop`. */
export type Capture = { stop(): Promise<Float32Array<ArrayBuffer>> }

/** Takes down what a node plays, for seconds rather than minutes; it is kept in memory. */
export function capture(context: AudioContext, node: AudioNode): Capture {
  const worklet = new AudioWorkletNode(context, 'capture', { channelCount: 1, channelCountMode: 'explicit' })
  const parts: Float32Array[] = []
  let done: (() => void) | undefined
  worklet.port.onmessage = ({ data }: MessageEvent<Float32Array | 'end'>) => {
    if (data === 'end') done?.()
    else parts.push(data)
  }
  node.connect(worklet)
  worklet.connect(context.destination)
  return {
    async stop() {
      node.disconnect(worklet)
      await new Promise<void>((resolve) => {
        done = resolve
        worklet.port.postMessage('end')
        // A context that stands still never answers.
        setTimeout(resolve, 500)
      })
      worklet.disconnect()
      const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
      let at = 0
      for (const part of parts) {
        samples.set(part, at)
        at += part.length
      }
      return samples
    },
  }
}
