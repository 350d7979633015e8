/** The tone that is played to look for an echo: it glides, so that no room and no voice looks like it. */
const FROM_HZ = 400
const TO_HZ = 2800
const SECONDS = 0.6
/** -20 dBFS: heard well, pleasant, and far from any limit. */
const AMPLITUDE = 0.1

/** How late an echo may be and still be found, seconds. */
export const LATEST = 0.7
/** Enough for the glide, and eight times less to compute. */
const STEP = 6

/** One glide, mono, with soft ends. */
export function glide(rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(SECONDS * rate))
  for (let i = 0; i < samples.length; i++) {
    const t = i / rate
    const phase = 2 * Math.PI * (FROM_HZ * t + ((TO_HZ - FROM_HZ) / (2 * SECONDS)) * t * t)
    const edge = Math.min(1, t / 0.05, (SECONDS - t) / 0.05)
    samples[i] = AMPLITUDE * edge * Math.sin(phase)
  }
  return samples
}

/**
 * Looks for the glide in what the microphone heard: by how many dB it came back lower, and how late. Undefined when it
 * is not there, or not to be told from the room.
 */
export function findEcho(
  played: Float32Array,
  heard: Float32Array,
  rate: number,
): { db: number; ms: number } | undefined {
  const pattern = thinned(played)
  const room = thinned(heard)
  const energy = pattern.reduce((sum, x) => sum + x * x, 0)
  const lags = Math.min(room.length - pattern.length, Math.round((LATEST * rate) / STEP))
  if (lags <= 0 || energy === 0) return undefined
  const likeness = new Float32Array(lags)
  for (let lag = 0; lag < lags; lag++) {
    let sum = 0
    for (let i = 0; i < pattern.length; i++) sum += (pattern[i] ?? 0) * (room[lag + i] ?? 0)
    likeness[lag] = Math.abs(sum)
  }
  let at = 0
  for (let lag = 1; lag < lags; lag++) if ((likeness[lag] ?? 0) > (likeness[at] ?? 0)) at = lag
  const usual = [...likeness].sort((a, b) => a - b)[lags >> 1] ?? 0
  const best = likeness[at] ?? 0
  if (best < usual * 8 || best === 0) return undefined
  return { db: 20 * Math.log10(best / energy), ms: (at * STEP * 1000) / rate }
}

/** Every sixth sample, each the mean of six. */
function thinned(samples: Float32Array): Float32Array {
  const out = new Float32Array(Math.floor(samples.length / STEP))
  for (let i = 0; i < out.length; i++) {
    let sum = 0
    for (let k = 0; k < STEP; k++) sum += samples[i * STEP + k] ?? 0
    out[i] = sum / STEP
  }
  return out
}
