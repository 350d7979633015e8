import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny'

/**
 * Writes a live WebM (as MediaRecorder makes it: no duration, no cues) anew, with both, so that a player can seek. The
 * Opus packets themselves are not touched. Throws when there is no sound in it. It may end after any slice that the recorder gave;
 * should it end inside a packet, the second that this packet belongs to is lost.
 */
export async function remux(webm: Uint8Array<ArrayBuffer>): Promise<{ audio: Uint8Array; seconds: number }> {
  using input = new Input({ source: new BufferSource(webm), formats: [WEBM] })
  const track = await input.getPrimaryAudioTrack()
  const config = await track?.getDecoderConfig()
  if (!track || !config) throw new Error('no audio track')
  const packets = new EncodedAudioPacketSource('opus')
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat(), target })
  output.addAudioTrack(packets)
  await output.start()
  let seconds = 0
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await packets.add(packet, { decoderConfig: config })
    seconds = Math.max(seconds, packet.timestamp + packet.duration)
  }
  await output.finalize()
  if (!target.buffer || seconds === 0) throw new Error('no packets')
  return { audio: new Uint8Array(target.buffer), seconds }
}
