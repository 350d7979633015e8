import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes the spoken audio of the demo (`npm run demo-audio`; needs espeak-ng and ffmpeg). Recordings of calls with a
 * transcript: two channels, operator left, customer right, each line at its second. Callers of the live loop: one file
 * per line. Written to `resources/demo/audio` with an index of lengths and loudness; the files are part of the project.
 */
type Line = { side: 'operator' | 'customer'; operatorId?: string; start: number; end: number; text: string }

const demo = join(import.meta.dirname, '../../resources/demo')
const out = join(demo, 'audio')
const rate = 22_050
const peakMs = 50
const buckets = 240

const events = readLines(join(demo, 'timelines.ndjson'))
const live = readLines(join(demo, 'live.ndjson'))
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const index: Record<string, unknown> = {}
let bytes = 0

const lengths = new Map(
  events.filter((e) => e.type === 'recording.available').map((e) => [e.recordingId, e.seconds]),
)
for (const event of events) {
  if (event.type !== 'transcript.available') continue
  const { lines } = event
  const seconds = Number(lengths.get(event.recordingId) ?? Math.max(...lines.map((l) => l.end)))
  const sides = {
    operator: new Float32Array(Math.ceil(seconds * rate)),
    customer: new Float32Array(Math.ceil(seconds * rate)),
  }
  for (const line of lines) {
    const who = line.side === 'operator' ? String(line.operatorId ?? 'operator') : String(event.contactId)
    place(sides[line.side], speak(line.text, event.language, who, line.end - line.start), line.start)
  }
  const file = `${event.recordingId}.webm`
  bytes += encode(join(out, file), [sides.operator, sides.customer])
  index[event.recordingId] = {
    file,
    seconds,
    peaks: { operator: peaks(sides.operator), customer: peaks(sides.customer) },
  }
}
for (const call of live) {
  if (call.type !== 'call.incoming') continue
  call.script.forEach((line, i) => {
    const samples = speak(line.text, call.language, String(call.contactId ?? call.callId))
    const file = `${call.callId}-${i + 1}.webm`
    bytes += encode(join(out, file), [samples])
    index[`${call.callId}-${i + 1}`] = { file, seconds: Math.round((samples.length / rate) * 10) / 10 }
  })
}
writeFileSync(join(out, 'index.json'), `${JSON.stringify(index)}\n`)
console.log(`${Object.keys(index).length} files, ${(bytes / 1e6).toFixed(1)} MB`)

type Row = Record<string, unknown> & {
  type: string
  contactId: string | null
  callId: string
  recordingId: string
  seconds: number
  language: string
  lines: Line[]
  script: { text: string }[]
}

function readLines(file: string): Row[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** One voice per person: pitch and speed from their id. A line that would run over its time is spoken faster. */
function speak(text: string, language: string, who: string, within?: number): Float32Array {
  let hash = 0
  for (const ch of who) hash = (hash * 31 + ch.charCodeAt(0)) >>> 0
  const voice = `${language}+${['f2', 'm3', 'f4', 'm1', 'f5', 'm7'][hash % 6]}`
  const say = (speed: number) => {
    const done = spawnSync(
      'espeak-ng',
      ['-v', voice, '-s', String(speed), '-p', String(35 + (hash % 30)), '--stdout', '--', text],
      {
        maxBuffer: 1 << 28,
      },
    )
    if (done.status !== 0) throw new Error(`espeak-ng: ${done.stderr}`)
    return samplesOf(done.stdout)
  }
  const normal = 150 + (hash % 20)
  const first = say(normal)
  const seconds = first.length / rate
  if (within === undefined || seconds <= within) return first
  return say(Math.min(320, Math.ceil((normal * seconds) / within)))
}

/** The samples of a 16-bit mono WAV as espeak-ng streams it (its length fields are not to be trusted). */
function samplesOf(wav: Buffer): Float32Array {
  const data = wav.subarray(wav.indexOf('data') + 8)
  return Float32Array.from({ length: Math.floor(data.length / 2) }, (_, i) => data.readInt16LE(i * 2) / 32768)
}

function place(track: Float32Array, samples: Float32Array, second: number): void {
  const at = Math.round(second * rate)
  for (let i = 0; i < samples.length && at + i < track.length; i++)
    track[at + i] = (track[at + i] ?? 0) + (samples[i] ?? 0)
}

function encode(file: string, channels: Float32Array[]): number {
  const length = channels[0]?.length ?? 0
  const pcm = Buffer.alloc(length * channels.length * 2)
  for (let i = 0; i < length; i++)
    channels.forEach((c, k) => {
      pcm.writeInt16LE(
        Math.round(Math.max(-1, Math.min(1, c[i] ?? 0)) * 32767),
        (i * channels.length + k) * 2,
      )
    })
  const raw = join(tmpdir(), `demo-audio-${process.pid}.pcm`)
  writeFileSync(raw, pcm)
  const args = [
    '-v',
    'error',
    '-y',
    '-f',
    's16le',
    '-ar',
    String(rate),
    '-ac',
    String(channels.length),
    '-i',
    raw,
  ]
  const opus = [
    '-c:a',
    'libopus',
    '-b:a',
    channels.length === 2 ? '14k' : '12k',
    '-application',
    'voip',
    '-mapping_family',
    '0',
  ]
  execFileSync('ffmpeg', [...args, ...opus, '-fflags', '+bitexact', '-map_metadata', '-1', file])
  rmSync(raw)
  return statSync(file).size
}

function peaks(track: Float32Array): number[] {
  const step = Math.round((rate * peakMs) / 1000)
  const all = Array.from({ length: Math.ceil(track.length / step) }, (_, i) => {
    let loud = 0
    for (const v of track.subarray(i * step, (i + 1) * step)) loud = Math.max(loud, Math.abs(v))
    return loud * 100
  })
  return Array.from({ length: Math.min(buckets, all.length) }, (_, i) => {
    const [from, to] = [Math.floor((i * all.length) / buckets), Math.floor(((i + 1) * all.length) / buckets)]
    return Math.round(Math.max(0, ...all.slice(from, Math.max(from + 1, to))))
  })
}
