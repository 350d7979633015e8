/** What is heard before anybody speaks: the ring of a call that comes in, the tone of one that goes out. */
export type Tone = 'none' | 'ring' | 'ringback'

const VOLUME = 0.06
/** [pitch in Hz, seconds on, seconds of the whole period]; 425 Hz, 1 s of 5 is the European ringing tone (ITU-T E.180). */
const shapes = { ring: [660, 0.9, 3], ringback: [425, 1, 5] } as const

/** Plays a tone until the next; needs a press on the page first, as browsers ask. */
export function tones(): (tone: Tone) => void {
  let context: AudioContext | undefined
  let playing: Tone = 'none'
  let timer: ReturnType<typeof setInterval> | undefined
  let current: OscillatorNode | undefined

  const beep = (pitch: number, seconds: number) => {
    context ??= new AudioContext()
    if (context.state === 'suspended') void context.resume()
    const gain = context.createGain()
    gain.gain.value = VOLUME
    current = context.createOscillator()
    current.frequency.value = pitch
    current.connect(gain).connect(context.destination)
    current.start()
    current.stop(context.currentTime + seconds)
  }
  return (tone) => {
    if (tone === playing) return
    playing = tone
    clearInterval(timer)
    current?.stop()
    current = undefined
    if (tone === 'none') return
    const [pitch, on, period] = shapes[tone]
    beep(pitch, on)
    timer = setInterval(() => beep(pitch, on), period * 1000)
  }
}
