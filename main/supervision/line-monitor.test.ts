import { beforeEach, describe, expect, it } from 'vitest'
import { CallId, type OperatorId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import { type Call, outgoingCall } from '../../shared/softphone/call.ts'
import { defaultProfile } from '../../shared/softphone/line.ts'
import { monitorDial } from '../../shared/supervision/feature-codes.ts'
import type { HubClient } from '../hub/hub-client.ts'
import { readNumber } from '../softphone/numbers.ts'
import { createLineMonitor } from './line-monitor.ts'

const wanted = { operatorId: 'lena' as OperatorId, callId: CallId.parse('c1') }
const own = CallId.parse('own-1')
const ownCall = (more: Partial<Call> = {}): Call => ({
  ...outgoingCall({ callId: own, remote: '88204', offeredAt: 1 }),
  ...more,
})

let did: string[]
let code: { number: string; tones?: string } | undefined
const monitor = () =>
  createLineMonitor({
    hub: {
      request: async (_: string, input: { mode: string }) => {
        did.push(`code ${input.mode}`)
        return code ? ok(code) : fail('SUPERVISION_NO_CODE')
      },
    } as unknown as HubClient,
    phone: () => ({
      calls: [],
      dial: async ({ target }) => {
        did.push(`dial ${target}`)
        return ok({ callId: own })
      },
      dtmf(callId, tones) {
        did.push(`dtmf ${callId} ${tones}`)
        return ok({})
      },
      hangup(callId) {
        did.push(`hangup ${callId}`)
        return ok({})
      },
    }),
    onChange() {},
  })
beforeEach(() => {
  did = []
  code = { number: '88204', tones: '2' }
})

describe('joining through the phone system', () => {
  it('dials its code, and sends the tones once it has answered, once', async () => {
    const line = monitor()
    await line.start({ ...wanted, mode: 'whisper' })
    line.calls([ownCall()])
    expect(line.state.session).toMatchObject({ state: 'joining', mode: 'whisper', byLine: own })
    line.calls([ownCall({ phase: 'connected' })])
    line.calls([ownCall({ phase: 'connected', muted: true })])
    expect(did).toEqual(['code whisper', 'dial 88204', `dtmf ${own} 2`])
    expect(line.state.session?.state).toBe('on')
  })

  it('changes the mode by tones where the system knows them, else by its other code', async () => {
    const line = monitor()
    await line.start({ ...wanted, mode: 'listen' })
    line.calls([ownCall({ phase: 'connected' })])
    did = []
    await line.mode('barge', '3')
    expect(did).toEqual([`dtmf ${own} 3`])
    did = []
    code = { number: '*223204' }
    await line.mode('whisper', undefined)
    expect(did).toEqual([`hangup ${own}`, 'code whisper', 'dial *223204'])
    expect(await line.mode('takeover', undefined)).toMatchObject({ code: 'SUPERVISION_NO_CODE' })
  })

  it('is over with its own call, and begins not at all without a code', async () => {
    const line = monitor()
    await line.start({ ...wanted, mode: 'listen' })
    line.calls([ownCall({ phase: 'ended' })])
    expect(line.state).toEqual({})
    code = undefined
    expect(await line.start({ ...wanted, mode: 'listen' })).toMatchObject({ code: 'SUPERVISION_NO_CODE' })
    expect(line.state).toEqual({})
  })

  it('dials what the telephone takes: codes are not read as numbers', () => {
    for (const by of ['asterisk', 'freeswitch'] as const)
      for (const mode of ['listen', 'whisper', 'barge'] as const) {
        const dial = monitorDial({ by, listen: '', whisper: '', barge: '' }, mode, '204')
        for (const country of ['RU', 'PL', 'GB'] as const) {
          const reading = readNumber(dial?.number ?? '', defaultProfile('main', country))
          expect(reading).toMatchObject({ ok: true, value: { dials: dial?.number } })
        }
      }
  })
})
