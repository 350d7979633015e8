import { ADTS, BufferSource, FLAC, Input, MATROSKA, MP3, MP4, OGG, WEBM } from 'mediabunny'
import type { Peaks } from '../../../shared/domain/event.ts'
import { CodedError } from '../../../shared/lib/result.ts'
import { readWav } from './wav.ts'

export type Probed = {
  seconds: number
  channels: number
  /** Only of what can be read without a decoder: WAV. */
  peaks: Peaks | undefined
}

/**
 * Length and channels of a sound file by what it holds, not by its name: WAV, MP3, Ogg, WebM, MP4, FLAC, AAC. Throws
 * RECORDING_BROKEN for what is none of them, is damaged, or has no sound in it.
 */
export async function probe(bytes: Uint8Array<ArrayBuffer>): Promise<Probed> {
  const riff = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (riff.startsWith('RIFF') && riff.endsWith('WAVE')) return readWav(bytes)
  try {
    using input = new Input({
      source: new BufferSource(bytes),
      formats: [MP3, OGG, WEBM, MATROSKA, MP4, FLAC, ADTS],
    })
    const track = await input.getPrimaryAudioTrack()
    const seconds = track ? await track.computeDuration() : 0
    if (!track || !(seconds > 0)) throw new CodedError('RECORDING_BROKEN', 'no sound')
    return { seconds, channels: track.numberOfChannels, peaks: undefined }
  } catch (error) {
    if (error instanceof CodedError) throw error
    throw new CodedError('RECORDING_BROKEN', error instanceof Error ? error.message : 'not a sound')
  }
}
