import { type NoticeSound, noticeSounds } from '../../shared/notices/notice.ts'

export type RingKind = 'call' | 'waiting' | 'back' | 'taken' | NoticeSound

/** One sine tone: hertz, when it begins and how long it lasts (seconds), how loud it is (0 to 1). */
type Note = { hz: number; from: number; seconds: number; gain: number; fading?: boolean }
type Melody = { seconds: number; loop: boolean; notes: Note[] }

const warble = (from: number): Note[] =>
  Array.from({ length: 8 }, (_, i) => ({
    hz: i % 2 ? 988 : 784,
    from: from + i * 0.055,
    seconds: 0.055,
    gain: 0.5,
  }))

const melodies: Record<RingKind, Melody> = {
  /** Two short warbles every three seconds. */
  call: { seconds: 3, loop: true, notes: [...warble(0), ...warble(0.65)] },
  /** A single beep that does not cover what the customer says: 18 dB below the ring. */
  waiting: {
    seconds: 4,
    loop: true,
    notes: [{ hz: 440, from: 0, seconds: 0.25, gain: 0.5 * 10 ** (-18 / 20) }],
  },
  /** Once, like a glass touched with a spoon. */
  glass: {
    seconds: 0.7,
    loop: false,
    notes: [
      { hz: 1175, from: 0, seconds: 0.35, gain: 0.18, fading: true },
      { hz: 1568, from: 0.09, seconds: 0.55, gain: 0.14, fading: true },
    ],
  },
  /** One low note that is gone at once. */
  drop: {
    seconds: 0.4,
    loop: false,
    notes: [
      { hz: 587, from: 0, seconds: 0.36, gain: 0.2, fading: true },
      { hz: 1174, from: 0, seconds: 0.12, gain: 0.08, fading: true },
    ],
  },
  /** Three notes of a chord, upwards. */
  chime: {
    seconds: 1,
    loop: false,
    notes: [
      { hz: 659, from: 0, seconds: 0.4, gain: 0.16, fading: true },
      { hz: 784, from: 0.14, seconds: 0.4, gain: 0.16, fading: true },
      { hz: 1047, from: 0.28, seconds: 0.7, gain: 0.16, fading: true },
    ],
  },
  /** A desk bell, struck twice: a note with the uneven overtones of metal. */
  bell: {
    seconds: 1.1,
    loop: false,
    notes: [0, 0.22].flatMap((from) => [
      { hz: 1397, from, seconds: 0.8, gain: 0.14, fading: true },
      { hz: 3688, from, seconds: 0.3, gain: 0.06, fading: true },
    ]),
  },
  /** Two short notes upwards, once: from now on whoever calls hears the room. */
  taken: {
    seconds: 0.3,
    loop: false,
    notes: [
      { hz: 660, from: 0, seconds: 0.12, gain: 0.16 },
      { hz: 880, from: 0.14, seconds: 0.14, gain: 0.16 },
    ],
  },
  /** The European ringback tone (ETSI TR 101 041): 425 Hz, one second in five. */
  back: { seconds: 5, loop: true, notes: [{ hz: 425, from: 0, seconds: 1, gain: 0.16 }] },
}

export const isNotice = (kind: RingKind): kind is NoticeSound =>
  (noticeSounds as readonly string[]).includes(kind)

/** Ringing goes on until it is told to stop; a notice sounds once. */
export const loops = (kind: RingKind): boolean => melodies[kind].loop

/** One round of a melody as mono samples. Edges are rounded over 8 ms, so that no note clicks. */
export function ringSamples(kind: RingKind, rate: number): Float32Array<ArrayBuffer> {
  const { seconds, notes } = melodies[kind]
  const samples = new Float32Array(Math.round(seconds * rate))
  for (const note of notes) {
    const length = Math.round(note.seconds * rate)
    const start = Math.round(note.from * rate)
    const edge = Math.min(Math.round(0.008 * rate), length >> 1)
    for (let i = 0; i < length && start + i < samples.length; i++) {
      const rounded = Math.min(1, i / edge, (length - i) / edge)
      const fading = note.fading ? Math.exp((-5 * i) / length) : 1
      const at = start + i
      samples[at] =
        (samples[at] ?? 0) + note.gain * rounded * fading * Math.sin((2 * Math.PI * note.hz * i) / rate)
    }
  }
  return samples
}
