/** Louder than this (RMS of full scale) is speech. */
const SPEECH = 0.01
const QUIET_MS = 900
/** Nobody spoke at all for this long: go on anyway. */
const PATIENCE_MS = 8_000
const STEP_MS = 50

/** Resolves when the other side has said something and fallen silent, or has not said a word for a while. */
export function silence(context: AudioContext, stream: MediaStream): Promise<void> {
  const analyser = context.createAnalyser()
  const source = context.createMediaStreamSource(stream)
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let spoke = false
  let quiet = 0
  let waited = 0
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const loud = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length) > SPEECH
      spoke ||= loud
      quiet = loud ? 0 : quiet + STEP_MS
      waited += STEP_MS
      if ((spoke && quiet >= QUIET_MS) || (!spoke && waited >= PATIENCE_MS)) {
        clearInterval(timer)
        source.disconnect()
        resolve()
      }
    }, STEP_MS)
  })
}
