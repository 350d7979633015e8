import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RecordingId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { Heard } from './heard.ts'
import { nextSpeed, type Side, type Span, type Speed, skipFrom, stepSpeed, within } from './playback.ts'

export type Voice = 'both' | Side

/** One recording as its card shows it; what was never played has none of this. */
export type Playing = {
  status: 'opening' | 'playing' | 'paused' | 'failed'
  /** Seconds. */
  position: number
  code?: string
}

export type PlayerState = {
  /** Where each recording stands, so that a card that scrolled away comes back as it was. */
  recordings: Readonly<Record<string, Playing>>
  speed: Speed
  skipSilence: boolean
  voice: Voice
}

/** What the player needs of the browser's audio element. */
export type Sound = {
  src: string
  currentTime: number
  playbackRate: number
  readonly paused: boolean
  readonly duration: number
  play(): Promise<void>
  pause(): void
  addEventListener(type: 'timeupdate' | 'ended' | 'error' | 'loadedmetadata', listener: () => void): void
  /** Lets one of the two channels through, or both; false when the browser cannot. */
  choose(voice: Voice): boolean
}

export type Track = { recordingId: RecordingId; seconds: number; silences: readonly Span[] }

/**
 * Plays recordings, one at a time: there is one audio element in the window, and starting a recording pauses the one
 * before it. `open` gives the recording's address on the window's own origin.
 */
export class Player {
  readonly store: StoreApi<PlayerState>
  readonly #open: (id: RecordingId) => Promise<Result<{ src: string }>>
  readonly #makeSound: () => Sound
  readonly #heard: Heard
  #sound: Sound | undefined
  #track: Track | undefined
  /** Counts openings, so that an answer that comes too late changes nothing. */
  #turn = 0

  /** `onHeard` is told the stretches that were played, when playing stops. */
  constructor(
    open: (id: RecordingId) => Promise<Result<{ src: string }>>,
    makeSound: () => Sound,
    onHeard: (id: RecordingId, stretches: Span[]) => void = () => undefined,
  ) {
    this.#heard = new Heard(onHeard)
    this.#open = open
    this.#makeSound = makeSound
    this.store = createStore<PlayerState>(() => ({
      recordings: {},
      speed: 1,
      skipSilence: false,
      voice: 'both',
    }))
  }

  /** Plays or pauses. */
  async toggle(track: Track): Promise<void> {
    const status = this.store.getState().recordings[track.recordingId]?.status
    if (status === 'playing') return this.pause()
    if (status !== 'opening') await this.play(track)
  }

  pause(): void {
    this.#sound?.pause()
    const id = this.#track?.recordingId
    if (id && this.#at(id)?.status === 'playing') this.#set(id, { status: 'paused' })
    this.#heard.stop()
  }

  /** Plays from `from` seconds, or from where it stood; from the beginning when it had come to its end. */
  async play(track: Track, from?: number): Promise<void> {
    const id = track.recordingId
    const known = this.#at(id)
    const stood = known && known.position < track.seconds - 0.2 ? known.position : 0
    const position = within(from ?? stood, track.seconds)
    if (this.#track?.recordingId === id && this.#sound && known?.status !== 'failed') {
      this.#track = track
      this.#sound.currentTime = position
      return this.#start(id, position)
    }
    this.pause()
    const turn = ++this.#turn
    this.#track = track
    this.#set(id, { status: 'opening', position })
    const opened = await this.#open(id)
    if (turn !== this.#turn) return this.#set(id, { status: 'paused' })
    if (!opened.ok) return this.#fail(id, opened.code)
    const sound = this.#element()
    const wanted = this.#at(id)?.position ?? position
    sound.src = opened.value.src
    sound.currentTime = wanted
    await this.#start(id, wanted)
  }

  /** Moves to a second. A recording that was never opened only remembers it. */
  seek(track: Track, seconds: number): void {
    const position = within(seconds, track.seconds)
    if (this.#track?.recordingId === track.recordingId && this.#sound) {
      this.#sound.currentTime = position
      this.#heard.jump()
    }
    const known = this.#at(track.recordingId)
    this.#set(track.recordingId, {
      status: known?.status === 'failed' ? 'paused' : (known?.status ?? 'paused'),
      position,
    })
  }

  nextSpeed(): void {
    this.#setSpeed(nextSpeed(this.store.getState().speed))
  }

  stepSpeed(by: 1 | -1): void {
    this.#setSpeed(stepSpeed(this.store.getState().speed, by))
  }

  #setSpeed(speed: Speed): void {
    this.store.setState({ speed })
    if (this.#sound) this.#sound.playbackRate = speed
  }

  setSkipSilence(skipSilence: boolean): void {
    this.store.setState({ skipSilence })
  }

  setVoice(voice: Voice): void {
    if (this.#element().choose(voice)) this.store.setState({ voice })
  }

  async #start(id: RecordingId, position: number): Promise<void> {
    const sound = this.#element()
    sound.playbackRate = this.store.getState().speed
    this.#set(id, { status: 'playing', position })
    try {
      await sound.play()
    } catch (error) {
      // A pause or another recording came first; that is what was asked for, and no failure.
      if ((error as Error)?.name !== 'AbortError') this.#fail(id, 'RECORDING_BROKEN')
    }
  }

  #element(): Sound {
    if (this.#sound) return this.#sound
    const sound = this.#makeSound()
    this.#sound = sound
    sound.addEventListener('timeupdate', () => this.#onTime())
    sound.addEventListener('ended', () => {
      this.#heard.stop()
      if (this.#track) this.#set(this.#track.recordingId, { status: 'paused', position: this.#track.seconds })
    })
    sound.addEventListener('error', () => {
      if (this.#track) this.#fail(this.#track.recordingId, 'RECORDING_BROKEN')
    })
    return sound
  }

  #onTime(): void {
    const track = this.#track
    if (!track || !this.#sound || this.#at(track.recordingId)?.status !== 'playing') return
    const position = this.#sound.currentTime
    const target = this.store.getState().skipSilence ? skipFrom(position, track.silences) : undefined
    this.#heard.at(track.recordingId, position)
    if (target !== undefined) {
      this.#sound.currentTime = target
      this.#heard.jump()
    }
    this.#set(track.recordingId, { position: within(target ?? position, track.seconds) })
  }

  #fail(id: RecordingId, code: string): void {
    this.#set(id, { status: 'failed', code })
  }

  #at(id: RecordingId): Playing | undefined {
    return this.store.getState().recordings[id]
  }

  #set(id: RecordingId, change: Partial<Playing>): void {
    const known = this.#at(id) ?? { status: 'paused', position: 0 }
    this.store.setState((state) => ({ recordings: { ...state.recordings, [id]: { ...known, ...change } } }))
  }
}
