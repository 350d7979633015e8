import { createCodec } from './codec.ts'

/** The codec on Node's side. Bytes come back in buffers of their own, never in a slice of Node's pool. */
export const nodeCodec = createCodec({
  encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
})
