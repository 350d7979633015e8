import type { SoundSettings } from '../../shared/ipc/contract.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { HOLD_RATE, holdMusic } from './hold-music.ts'

/** What customers on hold hear. */
export type HoldSound = {
  /** Takes silence, the built-in music or a file. HOLD_FILE_BROKEN: it is no sound; the music is taken for it. */
  choose(kind: SoundSettings['hold'], file: Uint8Array | undefined): Promise<void>
  /** Undefined is silence. */
  buffer(): AudioBuffer | undefined
}

export function createHoldSound(context: AudioContext): HoldSound {
  let buffer: AudioBuffer | undefined
  let music: AudioBuffer | undefined
  const builtIn = (): AudioBuffer => {
    if (music) return music
    const samples = holdMusic()
    music = new AudioBuffer({ length: samples.length, sampleRate: HOLD_RATE })
    music.copyToChannel(samples, 0)
    return music
  }
  return {
    async choose(kind, file) {
      buffer = kind === 'silence' ? undefined : builtIn()
      if (kind !== 'file') return
      try {
        // The decoder takes the memory for itself.
        buffer = await context.decodeAudioData(new Uint8Array(file ?? []).buffer)
      } catch {
        throw new CodedError('HOLD_FILE_BROKEN')
      }
    },
    buffer: () => buffer,
  }
}
