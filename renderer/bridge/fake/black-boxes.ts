import {
  BLACK_BOX_FORMAT,
  BLACK_BOX_VERSION,
  type BlackBox,
  type BoxEntry,
  type BoxHead,
  boxVerdict,
} from '../../../shared/softphone/black-box.ts'
import type { Sample } from '../../../shared/softphone/quality.ts'
import { sample } from '../../../shared/testing/samples.ts'

/** Black boxes of the fake: of a call that went bad when the Wi-Fi did. */
export class FakeBoxes {
  readonly #now: () => number
  #boxes: BlackBox[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  keep(callId = 'call-1'): BoxHead {
    const keptAt = this.#now()
    const from = keptAt - 120_000
    const samples: Sample[] = Array.from({ length: 110 }, (_, i) => {
      const bad = i > 50 && i < 85
      const lossPercent = bad ? 6 + 4 * Math.sin(i) : 0
      return sample({
        callId,
        at: from + 8000 + i * 1000,
        network: 'wifi',
        lossPercent,
        remoteLossPercent: bad ? 7 : 0,
        jitterMs: bad ? 45 + 15 * Math.cos(i) : 3 + Math.sin(i),
        mos: bad ? 2.9 + 0.3 * Math.sin(i) : 4.38,
        microphone: 0.15 + 0.12 * Math.sin(i * 0.7),
        remote: 0.12 + 0.1 * Math.cos(i * 0.9),
      })
    })
    const sip = (after: number, way: 'in' | 'out', first: string, method: string): BoxEntry => ({
      at: from + after,
      kind: 'sip',
      way,
      text: `${first}\nCall-ID: ${callId}\nCSeq: 1 ${method}`,
    })
    const entries: BoxEntry[] = [
      { at: from, kind: 'line', state: 'registered' },
      sip(2000, 'in', 'INVITE sip:~5f21aa07@demo.local SIP/2.0', 'INVITE'),
      sip(2010, 'out', 'SIP/2.0 180 Ringing', 'INVITE'),
      sip(7000, 'out', 'SIP/2.0 200 OK', 'INVITE'),
      sip(7050, 'in', 'ACK sip:~9e1c0042@demo.local SIP/2.0', 'ACK'),
      ...samples.map((one): BoxEntry => ({ at: one.at, kind: 'rtp', sample: one })),
      { at: from + 60_000, kind: 'event', what: 'media disconnected', callId },
      sip(118_500, 'in', 'BYE sip:~9e1c0042@demo.local SIP/2.0', 'BYE'),
      sip(118_510, 'out', 'SIP/2.0 200 OK', 'BYE'),
    ]
    const box: BlackBox = {
      format: BLACK_BOX_FORMAT,
      version: BLACK_BOX_VERSION,
      verdictInWords: '',
      verdict: boxVerdict(samples),
      boxId: `box-${this.#boxes.length + 1}`,
      keptAt,
      from,
      program: { version: '0.1.0', runtime: 'fake', platform: 'linux' },
      entries,
    }
    this.#boxes = [box, ...this.#boxes]
    return this.#head(box)
  }

  heads(): BoxHead[] {
    return this.#boxes.map((box) => this.#head(box))
  }

  read(boxId: string): BlackBox | undefined {
    return this.#boxes.find((box) => box.boxId === boxId)
  }

  #head({ boxId, keptAt, verdict }: BlackBox): BoxHead {
    return { boxId, keptAt, calls: 1, ...(verdict.fault ? { fault: verdict.fault } : {}) }
  }
}
