import type { StoredObject } from './object-store.ts'

/** What kind of sound a file holds, by its first bytes. */
export async function soundType(object: StoredObject): Promise<string> {
  const chunks: Buffer[] = []
  if (object.size > 0)
    for await (const chunk of object.stream({ start: 0, end: Math.min(11, object.size - 1) }))
      chunks.push(chunk as Buffer)
  const head = Buffer.concat(chunks)
  if (head.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]))) return 'audio/webm'
  const name = head.toString('latin1')
  if (name.startsWith('OggS')) return 'audio/ogg'
  if (name.startsWith('RIFF')) return 'audio/wav'
  if (name.slice(4, 8) === 'ftyp') return 'audio/mp4'
  return 'application/octet-stream'
}
