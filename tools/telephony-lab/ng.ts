import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'

type Value = string | number | Value[] | { [key: string]: Value }
export type NgMessage = { [key: string]: Value }

const ANSWER_LIMIT_MS = 3_000

/** One command to rtpengine's control port ("ng": bencode over UDP), such as `{ command: 'query', 'call-id': … }`. */
export function ng(message: NgMessage, port: number): Promise<NgMessage> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    const limit = setTimeout(() => {
      socket.close()
      reject(new Error(`rtpengine did not answer ${String(message.command)}`))
    }, ANSWER_LIMIT_MS)
    socket.on('message', (datagram) => {
      clearTimeout(limit)
      socket.close()
      resolve(decode(datagram.subarray(datagram.indexOf(' ') + 1)) as NgMessage)
    })
    socket.send(`${randomUUID()} ${encode(message)}`, port, '127.0.0.1')
  })
}

export function encode(value: Value): string {
  if (typeof value === 'number') return `i${value}e`
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`
  if (Array.isArray(value)) return `l${value.map(encode).join('')}e`
  const keys = Object.keys(value).sort()
  return `d${keys.map((key) => encode(key) + encode(value[key] ?? '')).join('')}e`
}

export function decode(bytes: Buffer): Value {
  let at = 0
  const until = (end: string) => {
    const stop = bytes.indexOf(end, at)
    if (stop < 0) throw new Error('not bencode')
    const text = bytes.subarray(at, stop).toString()
    at = stop + 1
    return text
  }
  const text = () => {
    const length = Number(until(':'))
    at += length
    return bytes.subarray(at - length, at).toString()
  }
  const next = (): Value => {
    const kind = String.fromCharCode(bytes[at] ?? 0)
    if (/\d/.test(kind)) return text()
    at++
    if (kind === 'i') return Number(until('e'))
    if (kind !== 'l' && kind !== 'd') throw new Error('not bencode')
    const items: Value[] = []
    while (bytes[at] !== 'e'.charCodeAt(0)) items.push(next())
    at++
    if (kind === 'l') return items
    const entries: NgMessage = {}
    for (let i = 0; i + 1 < items.length; i += 2) entries[String(items[i])] = items[i + 1] ?? ''
    return entries
  }
  return next()
}
