import type { RecordingId } from '../../../shared/lib/ids.ts'
import type { Span } from './playback.ts'

/** The player tells its place about four times a second; at double speed that is half a second of sound, and a busy page is late. */
const longestStep = 3
/** What is shorter was only passed over. */
const shortest = 0.2
/** More than this at once is told in parts. */
const mostStretches = 100

/** Puts the places that a player passes together into the stretches that were heard. */
export class Heard {
  readonly #tell: (id: RecordingId, stretches: Span[]) => void
  #id: RecordingId | undefined
  #stretches: Span[] = []
  #going = false

  constructor(tell: (id: RecordingId, stretches: Span[]) => void) {
    this.#tell = tell
  }

  /** It plays, and has come to `position`. */
  at(id: RecordingId, position: number): void {
    if (id !== this.#id) this.stop()
    this.#id = id
    const last = this.#stretches.at(-1)
    if (this.#going && last && position >= last.to && position - last.to <= longestStep) last.to = position
    else this.#stretches.push({ from: position, to: position })
    this.#going = true
    if (this.#stretches.length > mostStretches) this.stop()
  }

  /** It goes on elsewhere. */
  jump(): void {
    this.#going = false
  }

  stop(): void {
    const id = this.#id
    const heard = this.#stretches.filter((span) => span.to - span.from >= shortest)
    this.#stretches = []
    this.#going = false
    if (id && heard.length > 0) this.#tell(id, heard)
  }
}
