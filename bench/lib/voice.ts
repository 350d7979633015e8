import { writeFile } from 'node:fs/promises'

const RATE = 48_000

/**
 * A mono WAV for a fake microphone that is never silent and never steady: pitches that change eight times a second, so
 * that a noise suppressor takes them for speech and a first sample is heard whenever a call begins.
 */
export async function voiceWav(path: string, seconds: number): Promise<void> {
  const frames = seconds * RATE
  const wav = Buffer.alloc(44 + frames * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + frames * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(RATE, 24)
  wav.writeUInt32LE(RATE * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(frames * 2, 40)
  let phase = 0
  for (let i = 0; i < frames; i++) {
    const pitch = [300, 520, 410, 760, 350, 640][Math.floor(i / (RATE / 8)) % 6] ?? 300
    phase += (2 * Math.PI * pitch) / RATE
    wav.writeInt16LE(Math.round(12_000 * Math.sin(phase)), 44 + i * 2)
  }
  await writeFile(path, wav)
}
