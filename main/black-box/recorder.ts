import type { AudioDevices, LineState } from '../../shared/ipc/contract.ts'
import type { Language } from '../../shared/lib/language.ts'
import {
  BLACK_BOX_FORMAT,
  BLACK_BOX_MINUTES,
  BLACK_BOX_VERSION,
  type BlackBox,
  type BoxEntry,
  type BoxEntryOf,
  boxVerdict,
} from '../../shared/softphone/black-box.ts'
import type { Call } from '../../shared/softphone/call.ts'
import { faultWords } from '../../shared/softphone/fault-words.ts'
import type { Sample } from '../../shared/softphone/quality.ts'
import type { Vitals } from '../quality/vitals.ts'
import { deviceKind } from './device-kind.ts'
import { stripSip } from './strip-sip.ts'
import { createTags } from './tags.ts'

/** Everything is stripped as it comes in: what is in memory is what would be written. */
export type BlackBoxRecorder = {
  sip(way: 'in' | 'out', message: string): void
  sample(sample: Sample): void
  devices(devices: AudioDevices): void
  lines(lines: readonly Pick<LineState, 'lineId' | 'state' | 'code'>[]): void
  calls(calls: readonly Call[]): void
  computer(vitals: Vitals): void
  event(what: string, about?: { callId?: string; code?: string }): void
  /** The last five minutes as they are now. */
  box(options: { boxId: string; callId?: string; language: Language; program: BlackBox['program'] }): BlackBox
}

const KEEP_MS = BLACK_BOX_MINUTES * 60_000
/** A flood must not fill the memory: the oldest entry goes, whatever its age. Ten calls and their signalling fit. */
const MOST_ENTRIES = 8000
/** Samples of calls carry the computer's state too; beside them it is worth a look now and then. */
const COMPUTER_EVERY_MS = 5000

export function createBlackBoxRecorder(now: () => number = Date.now): BlackBoxRecorder {
  const tags = createTags()
  let entries: BoxEntry[] = []
  const lastCalls = new Map<string, string>()
  const lastLines = new Map<string, string>()
  let lastComputer = 0

  const add = (entry: BoxEntry): void => {
    entries.push(entry)
    const { at } = entry
    // In strides, so that not every entry moves all the others.
    if (entries.length > MOST_ENTRIES * 1.1 || (entries[0]?.at ?? at) < at - KEEP_MS * 1.2) cut(at)
  }
  const cut = (at: number): void => {
    entries = entries.filter((entry) => entry.at >= at - KEEP_MS).slice(-MOST_ENTRIES)
  }
  const about = ({ callId, code }: { callId?: string; code?: string }) => ({
    ...(callId === undefined ? {} : { callId: tags.callId(callId) }),
    ...(code && /^[A-Z_]{1,60}$/.test(code) ? { code } : {}),
  })

  return {
    sip(way, message) {
      add({ at: now(), kind: 'sip', way, text: stripSip(message, tags) })
    },
    sample(sample) {
      add({ at: sample.at, kind: 'rtp', sample: { ...sample, callId: tags.callId(sample.callId) } })
    },
    devices({ microphone, inputs, outputs, using }) {
      const kinds = (list: { label: string }[]) => list.slice(0, 30).map(({ label }) => deviceKind(label))
      const entry: BoxEntryOf<'devices'> = {
        at: now(),
        kind: 'devices',
        microphone,
        inputs: kinds(inputs),
        outputs: kinds(outputs),
        ...(using.microphone ? { microphoneIs: deviceKind(using.microphone.label) } : {}),
        ...(using.speaker ? { speakerIs: deviceKind(using.speaker.label) } : {}),
      }
      add(entry)
    },
    lines(lines) {
      for (const { lineId, state, code } of lines) {
        const told = `${state} ${code ?? ''}`
        if (lastLines.get(lineId) === told) continue
        lastLines.set(lineId, told)
        add({ at: now(), kind: 'line', state, ...about(code ? { code } : {}) })
      }
    },
    calls(calls) {
      for (const call of calls) {
        const { callId, phase, held, muted, linked, recording } = call
        const entry = {
          kind: 'call' as const,
          ...about({ callId, ...(call.failure ? { code: call.failure } : {}) }),
          callId: tags.callId(callId),
          phase,
          held,
          muted,
          linked,
          recording,
        }
        const told = JSON.stringify(entry)
        if (lastCalls.get(callId) === told) continue
        lastCalls.set(callId, told)
        add({ at: now(), ...entry })
      }
      const known = new Set(calls.map((call) => call.callId as string))
      for (const callId of lastCalls.keys()) if (!known.has(callId)) lastCalls.delete(callId)
    },
    computer({ mainLagMs, cpuPercent }) {
      const at = now()
      if (at - lastComputer < COMPUTER_EVERY_MS) return
      lastComputer = at
      add({ at, kind: 'computer', mainLagMs, cpuPercent })
    },
    event: (what, more = {}) => add({ at: now(), kind: 'event', what, ...about(more) }),
    box({ boxId, callId, language, program }) {
      const keptAt = now()
      cut(keptAt)
      const samples = entries.flatMap((entry) => (entry.kind === 'rtp' ? [entry.sample as Sample] : []))
      const verdict = boxVerdict(samples, callId === undefined ? undefined : tags.callId(callId))
      const words = verdict.fault && faultWords[verdict.fault]
      return {
        format: BLACK_BOX_FORMAT,
        version: BLACK_BOX_VERSION,
        verdictInWords: words ? `${words.what[language]}. ${words.fix[language]}` : nothingFound[language],
        verdict,
        boxId,
        keptAt,
        from: entries[0]?.at ?? keptAt,
        program,
        entries: [...entries],
      }
    },
  }
}

const nothingFound: Record<Language, string> = {
  en: 'Nothing wrong was seen in these five minutes',
  ru: 'За эти пять минут ничего плохого не замечено',
  pl: 'W tych pięciu minutach nie widać nic złego',
}
