import { open } from 'node:fs/promises'
import { type Danger, dangerOf } from '../../shared/files/danger.ts'

/** What the first bytes of a file say of it; nothing that a sender claims is believed. */
export type FileFacts = { mime: string; width?: number; height?: number }
/** Office names its parts at the end of a file as well. */
const tailBytes = 64 * 1024

/** Enough for the size of a JPEG behind a large profile. */
const headBytes = 256 * 1024

/** What a file is, and what is wrong with it under the name that it was given. */
export async function fileFacts(
  path: string,
  fileName: string,
): Promise<FileFacts & { danger: Danger | undefined }> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const head = buffer.subarray(0, bytesRead)
    const { size } = await handle.stat()
    const from = Math.max(bytesRead, size - tailBytes)
    const tail = await handle.read(Buffer.alloc(Math.max(0, size - from)), 0, Math.max(0, size - from), from)
    const ends = Buffer.concat([head, tail.buffer.subarray(0, tail.bytesRead)])
    return { ...factsOf(head), danger: dangerOf(fileName, ends) }
  } finally {
    await handle.close()
  }
}

/** The type by its magic number, with the pixels of a picture; `application/octet-stream` for what is not known. */
export function factsOf(head: Buffer): FileFacts {
  const ascii = (from: number, length: number) => head.toString('latin1', from, from + length)
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n' && head.length >= 24)
    return { mime: 'image/png', width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
  if (/^GIF8[79]a/.test(ascii(0, 6)) && head.length >= 10)
    return { mime: 'image/gif', width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
  if (head[0] === 0xff && head[1] === 0xd8) return { mime: 'image/jpeg', ...jpegSize(head) }
  if (ascii(0, 4) === 'RIFF' && ascii(8, 4) === 'WEBP') return { mime: 'image/webp', ...webpSize(head) }
  if (ascii(0, 4) === 'RIFF' && ascii(8, 4) === 'WAVE') return { mime: 'audio/wav' }
  if (ascii(0, 5) === '%PDF-') return { mime: 'application/pdf' }
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3)
    return { mime: head.includes('V_VP') || head.includes('V_AV1') ? 'video/webm' : 'audio/webm' }
  if (ascii(0, 4) === 'OggS') return { mime: 'audio/ogg' }
  if (ascii(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0))
    return { mime: 'audio/mpeg' }
  if (ascii(4, 4) === 'ftyp') return { mime: /^M4A/.test(ascii(8, 4)) ? 'audio/mp4' : 'video/mp4' }
  if (ascii(0, 4) === 'PK\x03\x04') return { mime: 'application/zip' }
  return { mime: 'application/octet-stream' }
}

/** ISO 10918-1: the frame header names the size; segments before it are stepped over. */
function jpegSize(head: Buffer): { width?: number; height?: number } {
  for (let at = 2; at + 9 < head.length; ) {
    if (head[at] !== 0xff) return {}
    const marker = head[at + 1] ?? 0
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) }
    at += 2 + head.readUInt16BE(at + 2)
  }
  return {}
}

function webpSize(head: Buffer): { width?: number; height?: number } {
  if (head.length < 30) return {}
  const kind = head.toString('latin1', 12, 16)
  if (kind === 'VP8X') return { width: 1 + head.readUIntLE(24, 3), height: 1 + head.readUIntLE(27, 3) }
  if (kind === 'VP8 ')
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
  if (kind !== 'VP8L') return {}
  const bits = head.readUInt32LE(21)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
}

const shown = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'audio/webm',
  'audio/ogg',
  'audio/mpeg',
  'audio/wav',
  'audio/mp4',
  'video/mp4',
  'video/webm',
])

/** Whether a page may show it as it is: everything else is only ever kept as a file. */
export const mayBeShown = (mime: string): boolean => shown.has(mime)
