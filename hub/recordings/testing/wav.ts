/** A WAV file of tones: 16-bit PCM at 8 kHz, one amplitude (0 to 1) per channel, `seconds` long. */
export function toneWav(seconds: number, amplitudes: readonly number[] = [0.5]): Uint8Array<ArrayBuffer> {
  const rate = 8000
  const channels = amplitudes.length
  const frames = Math.round(seconds * rate)
  const file = Buffer.alloc(44 + frames * channels * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(channels, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * channels * 2, 28)
  file.writeUInt16LE(channels * 2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(frames * channels * 2, 40)
  for (let i = 0; i < frames; i++)
    for (const [channel, amplitude] of amplitudes.entries())
      file.writeInt16LE(
        Math.round(32_000 * amplitude * Math.sin((2 * Math.PI * 400 * i) / rate)),
        44 + (i * channels + channel) * 2,
      )
  return new Uint8Array(file)
}
