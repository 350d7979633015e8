/** Peaks of some nodes, one amplitude (0 to 1) each, every 50 ms of sound until `end`. */
export function createMeter(
  context: AudioContext,
  nodes: readonly AudioNode[],
  onStep: (peaks: number[]) => void,
): { end(): void } {
  const meter = new AudioWorkletNode(context, 'meter', {
    numberOfInputs: nodes.length,
    numberOfOutputs: 1,
    channelCount: 1,
    channelCountMode: 'explicit',
  })
  nodes.forEach((node, i) => void node.connect(meter, 0, i))
  // Its output is silence; only what leads to a destination is sure to be run.
  meter.connect(context.destination)
  meter.port.onmessage = ({ data }: MessageEvent<number[]>) => onStep(data)
  return {
    end() {
      meter.port.onmessage = null
      meter.port.postMessage('end')
      for (const node of nodes) node.disconnect(meter)
      meter.disconnect()
    },
  }
}
