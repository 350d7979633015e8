import { crc32, deflateSync } from 'node:zlib'

// Pictures that change with the operator's state and with what waits for them. They are drawn here, since a tray and a
// taskbar take pictures and not words.

/** Red, green, blue, 0 to 255. */
type Colour = readonly [number, number, number]
/** RGBA, row by row. */
type Picture = { size: number; pixels: Uint8Array }

export type TrayState = 'available' | 'break' | 'quiet' | 'offline'

const petrol: Colour = [22, 112, 125]
const white: Colour = [255, 255, 255]
const red: Colour = [191, 44, 36]
const states: Record<TrayState, Colour> = {
  available: [31, 129, 80],
  break: [185, 119, 0],
  quiet: red,
  offline: [117, 124, 127],
}

/** Digits of three by five, a bit for each dot, the first row first. */
const digits: Record<string, readonly number[]> = {
  '0': [7, 5, 5, 5, 7],
  '1': [2, 6, 2, 2, 7],
  '2': [7, 1, 7, 4, 7],
  '3': [7, 1, 3, 1, 7],
  '4': [5, 5, 7, 1, 1],
  '5': [7, 4, 7, 1, 7],
  '6': [7, 4, 7, 5, 7],
  '7': [7, 1, 2, 2, 2],
  '8': [7, 5, 7, 5, 7],
  '9': [7, 5, 7, 1, 7],
  '+': [0, 2, 7, 2, 0],
}

const countText = (count: number): string => (count > 9 ? '9+' : String(count))

/** The program's mark with the operator's state in its corner, or how much waits for them, as a PNG of 32 by 32. */
export function trayImage(state: TrayState, count: number): Buffer {
  const picture = blank(32)
  ring(picture, 8, 8, 4.6, petrol)
  line(picture, 8, 12, 8, 18, petrol)
  line(picture, 8, 18, 14, 24, petrol)
  line(picture, 14, 24, 20, 24, petrol)
  disc(picture, 24, 24, 5.4, petrol)
  if (count > 0) {
    disc(picture, 22, 10, 10, white)
    disc(picture, 22, 10, 9, red)
    write(picture, countText(count), 22, 10, 2, white)
  } else {
    disc(picture, 24, 8, 7.5, white)
    disc(picture, 24, 8, 6, states[state])
    if (state === 'quiet') bar(picture, 20.5, 7, 7, 2, white)
  }
  return png(picture)
}

/** A count for the corner of a taskbar's icon, as a PNG of 16 by 16. */
export function countImage(count: number): Buffer {
  const picture = blank(16)
  disc(picture, 8, 8, 8, red)
  write(picture, countText(count), 8, 8, count > 9 ? 1 : 2, white)
  return png(picture)
}

const blank = (size: number): Picture => ({ size, pixels: new Uint8Array(size * size * 4) })

/** Paints where `cover` (0 to 1) says so; what is there shines through the rest. */
function paint({ size, pixels }: Picture, [r, g, b]: Colour, cover: (x: number, y: number) => number): void {
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const alpha = Math.min(1, Math.max(0, cover(x + 0.5, y + 0.5)))
      if (alpha === 0) continue
      const at = (y * size + x) * 4
      const under = (pixels[at + 3] ?? 0) / 255
      const all = alpha + under * (1 - alpha)
      for (const [i, value] of [r, g, b].entries())
        pixels[at + i] = Math.round((value * alpha + (pixels[at + i] ?? 0) * under * (1 - alpha)) / all)
      pixels[at + 3] = Math.round(all * 255)
    }
}

/** Edges are one pixel soft. */
const disc = (picture: Picture, cx: number, cy: number, radius: number, colour: Colour): void =>
  paint(picture, colour, (x, y) => radius + 0.5 - Math.hypot(x - cx, y - cy))

const ring = (picture: Picture, cx: number, cy: number, radius: number, colour: Colour): void =>
  paint(picture, colour, (x, y) => 2 - Math.abs(Math.hypot(x - cx, y - cy) - radius))

const bar = (picture: Picture, left: number, top: number, width: number, height: number, colour: Colour) =>
  paint(picture, colour, (x, y) => (x > left && x < left + width && y > top && y < top + height ? 1 : 0))

function line(picture: Picture, x1: number, y1: number, x2: number, y2: number, colour: Colour): void {
  const length = Math.hypot(x2 - x1, y2 - y1)
  paint(picture, colour, (x, y) => {
    const along = Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length ** 2))
    return 2 - Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
  })
}

function write(picture: Picture, text: string, cx: number, cy: number, dot: number, colour: Colour): void {
  const width = (text.length * 4 - 1) * dot
  ;[...text].forEach((letter, i) => {
    const left = Math.round(cx - width / 2) + i * 4 * dot
    const top = Math.round(cy - (5 * dot) / 2)
    digits[letter]?.forEach((row, y) => {
      for (let x = 0; x < 3; x++)
        if (row & (4 >> x)) bar(picture, left + x * dot, top + y * dot, dot, dot, colour)
    })
  })
}

/** PNG (ISO/IEC 15948): 8 bits of red, green, blue and alpha, no filter. */
function png({ size, pixels }: Picture): Buffer {
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y++)
    rows.set(pixels.subarray(y * size * 4, (y + 1) * size * 4), y * (size * 4 + 1) + 1)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(body, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
