export type Pcm = { rate: number; frames: number; channels?: number }

/** A WAV file of 16-bit PCM: `sample` says each value, -1 to 1, by frame and channel. */
export function wavFile(
  { rate, frames, channels = 1 }: Pcm,
  sample: (frame: number, channel: number) => number,
): Buffer<ArrayBuffer> {
  const bytes = frames * channels * 2
  const wav = Buffer.alloc(44 + bytes)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + bytes, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(channels, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * channels * 2, 28)
  wav.writeUInt16LE(channels * 2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(bytes, 40)
  for (let frame = 0; frame < frames; frame++)
    for (let channel = 0; channel < channels; channel++)
      wav.writeInt16LE(
        Math.min(32_767, Math.round(32_768 * sample(frame, channel))),
        44 + (frame * channels + channel) * 2,
      )
  return wav
}
