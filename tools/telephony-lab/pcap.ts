import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { wavFile } from '../media/wav.ts'

/** One direction of one call, as rtpengine recorded it (decrypted). Sound is decoded for PCMU and PCMA only. */
export type RtpStream = {
  ssrc: string
  source: string
  destination: string
  /** Packets by payload type. */
  payloads: Record<number, number>
  packets: number
  lost: number
  /** 16 bit samples at 8 kHz, placed by their RTP timestamps. */
  samples: Int16Array
  /** Root mean square of the samples, 0 to 1. */
  rms: number
  /** Digits sent as RFC 4733 events. */
  dtmf: string
  /** Packets that came before the first of them. */
  beforeDigits: number
}

type Datagram = { source: string; destination: string; data: Buffer }
type RtpPacket = { payload: number; sequence: number; timestamp: number; data: Buffer }

const LONGEST_SECONDS = 7_200

/** All RTP streams of a pcap file (Ethernet or raw IP). */
export function readStreams(file: string): RtpStream[] {
  const streams = new Map<
    string,
    { ssrc: string; source: string; destination: string; packets: RtpPacket[] }
  >()
  for (const { source, destination, data } of datagrams(readFileSync(file))) {
    const rtp = readRtp(data)
    if (!rtp) continue
    const key = `${rtp.ssrc} ${source} ${destination}`
    const stream = streams.get(key) ?? { ssrc: rtp.ssrc, source, destination, packets: [] }
    streams.set(key, stream)
    stream.packets.push(rtp.packet)
  }
  return [...streams.values()].map(({ packets, ...where }) => {
    const samples = decode(packets)
    const payloads: Record<number, number> = {}
    for (const { payload } of packets) payloads[payload] = (payloads[payload] ?? 0) + 1
    return {
      ...where,
      payloads,
      packets: packets.length,
      lost: lostPackets(packets),
      samples,
      rms: rms(samples),
      dtmf: digits(packets),
      beforeDigits: packets.findIndex(isEvent),
    }
  })
}

/** Writes one WAV per stream that has sound and returns their paths. An echo has the SSRC of what it echoes. */
export function writeWavs(file: string, folder: string): string[] {
  mkdirSync(folder, { recursive: true })
  return readStreams(file)
    .filter(({ samples }) => samples.length > 0)
    .map(({ ssrc, samples }, index) => {
      const path = join(folder, `${basename(file, '.pcap').replace(/[^\w.-]/g, '_')}-${index}-${ssrc}.wav`)
      writeFileSync(path, wav(samples))
      return path
    })
}

export const rms = (samples: Int16Array): number =>
  samples.length === 0 ? 0 : Math.sqrt(samples.reduce((sum, v) => sum + v * v, 0) / samples.length) / 32768

function* datagrams(file: Buffer): Generator<Datagram> {
  if (file.length < 24) return
  const magic = file.readUInt32LE(0)
  const little = magic === 0xa1b2c3d4 || magic === 0xa1b23c4d
  const u32 = (at: number) => (little ? file.readUInt32LE(at) : file.readUInt32BE(at))
  const ethernet = u32(20) === 1
  for (let at = 24; at + 16 <= file.length; ) {
    const length = u32(at + 8)
    const ip = file.subarray(at + 16 + (ethernet ? 14 : 0), at + 16 + length)
    at += 16 + length
    const version = (ip[0] ?? 0) >> 4
    if (version === 4 && ip[9] === 17) {
      const udp = ip.subarray(((ip[0] ?? 0) & 15) * 4)
      yield* datagram(udp, ip.subarray(12, 16).join('.'), ip.subarray(16, 20).join('.'))
    } else if (version === 6 && ip[6] === 17)
      yield* datagram(
        ip.subarray(40),
        ip.subarray(8, 24).toString('hex'),
        ip.subarray(24, 40).toString('hex'),
      )
  }
}

function* datagram(udp: Buffer, from: string, to: string): Generator<Datagram> {
  if (udp.length < 8) return
  const [source, destination] = [`${from}:${udp.readUInt16BE(0)}`, `${to}:${udp.readUInt16BE(2)}`]
  yield { source, destination, data: udp.subarray(8) }
}

function readRtp(data: Buffer): { ssrc: string; packet: RtpPacket } | undefined {
  const [first = 0, second = 0] = data
  // Version 2, and no RTCP, which shares the port (RFC 5761).
  if (data.length < 12 || first >> 6 !== 2 || (second >= 192 && second <= 223)) return undefined
  let start = 12 + (first & 15) * 4
  if (first & 16 && data.length >= start + 4) start += 4 + data.readUInt16BE(start + 2) * 4
  const end = first & 32 ? data.length - (data.at(-1) ?? 0) : data.length
  const packet = {
    payload: second & 127,
    sequence: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    data: data.subarray(start, Math.max(start, end)),
  }
  return { ssrc: data.readUInt32BE(8).toString(16).padStart(8, '0'), packet }
}

function decode(packets: RtpPacket[]): Int16Array {
  const sound = packets.filter(({ payload }) => payload === 0 || payload === 8)
  const [head] = sound
  if (!head) return new Int16Array(0)
  const offset = (p: RtpPacket) => (p.timestamp - head.timestamp) | 0
  const length = sound.reduce((most, p) => Math.max(most, offset(p) + p.data.length), 0)
  if (length > 8000 * LONGEST_SECONDS) throw new Error('the timestamps jump')
  const samples = new Int16Array(length)
  for (const packet of sound) {
    const expand = packet.payload === 0 ? ulaw : alaw
    const at = offset(packet)
    if (at >= 0)
      packet.data.forEach((byte, i) => {
        samples[at + i] = expand(byte)
      })
  }
  return samples
}

/** G.711, both laws. */
function ulaw(byte: number): number {
  const u = ~byte & 255
  const t = (((u & 15) << 3) + 132) << ((u >> 4) & 7)
  return u & 128 ? 132 - t : t - 132
}
function alaw(byte: number): number {
  const a = byte ^ 0x55
  const segment = (a >> 4) & 7
  const base = (a & 15) << 4
  const t = segment === 0 ? base + 8 : (base + 0x108) << (segment - 1)
  return a & 128 ? t : -t
}

function lostPackets(packets: RtpPacket[]): number {
  let lost = 0
  packets.forEach((packet, i) => {
    const before = packets[i - 1]
    const gap = before ? (packet.sequence - before.sequence) & 0xffff : 1
    if (gap > 1 && gap < 3000) lost += gap - 1
  })
  return lost
}

const isEvent = ({ payload, data }: Pick<RtpPacket, 'payload' | 'data'>): boolean =>
  ![0, 8, 9, 13].includes(payload) && data.length === 4 && (data[0] ?? 99) <= 15

function digits(packets: RtpPacket[]): string {
  let text = ''
  let last: number | undefined
  for (const { payload, data, timestamp } of packets) {
    if (!isEvent({ payload, data }) || timestamp === last) continue
    last = timestamp
    text += '0123456789*#ABCD'[data[0] ?? 0]
  }
  return text
}

const wav = (samples: Int16Array): Buffer =>
  wavFile({ rate: 8000, frames: samples.length }, (frame) => (samples[frame] ?? 0) / 32_768)
