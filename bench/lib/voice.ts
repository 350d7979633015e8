import { writeFile } from 'node:fs/promises'
import { wavFile } from '../../tools/media/wav.ts'

const RATE = 48_000
const pitches = [300, 520, 410, 760, 350, 640]

/**
 * A mono WAV for a fake microphone that is never silent and never steady: pitches that change eight times a second, so
 * that a noise suppressor takes them for speech and a first sample is heard whenever a call begins.
 */
export async function voiceWav(path: string, seconds: number): Promise<void> {
  let phase = 0
  const voice = wavFile({ rate: RATE, frames: seconds * RATE }, (frame) => {
    const pitch = pitches[Math.floor(frame / (RATE / 8)) % pitches.length] ?? 300
    phase += (2 * Math.PI * pitch) / RATE
    return 0.37 * Math.sin(phase)
  })
  await writeFile(path, voice)
}
