const SECONDS = 0.18
const VOLUME = 0.05

let context: AudioContext | undefined

/** A short soft tone. Silent until the visitor has touched the page, as browsers ask. */
export function chime(): void {
  const activation = (navigator as { userActivation?: { hasBeenActive: boolean } }).userActivation
  if (activation && !activation.hasBeenActive) return
  try {
    context ??= new AudioContext()
    const tone = context.createOscillator()
    const gain = context.createGain()
    const now = context.currentTime
    tone.frequency.setValueAtTime(660, now)
    tone.frequency.setValueAtTime(880, now + SECONDS / 2)
    gain.gain.setValueAtTime(VOLUME, now)
    gain.gain.exponentialRampToValueAtTime(0.0001, now + SECONDS)
    tone.connect(gain).connect(context.destination)
    tone.start(now)
    tone.stop(now + SECONDS)
  } catch {
    // No sound device: the badge tells it as well.
  }
}
