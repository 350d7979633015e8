import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallId } from '../lib/ids.ts'
import { beginTransfer, isOver, reduceTransfer, type Transfer, type TransferEvent } from './transfer.ts'

const customerId = 'customer' as CallId
const legId = 'leg' as CallId
const begin = (mode: Transfer['mode'] = 'blind', way: Transfer['way'] = 'pull-back', held = false) =>
  beginTransfer({ mode, way, customerId, target: '102', ...(way === 'pull-back' ? { legId } : {}) }, held)

const play = (events: TransferEvent[], start = begin()) => {
  let [transfer, effects] = start
  const did = effects.map((e) => e.do)
  for (const event of events) {
    ;[transfer, effects] = reduceTransfer(transfer, event)
    did.push(...effects.map((e) => e.do))
  }
  return { transfer, did }
}

const anyEvent: fc.Arbitrary<TransferEvent> = fc.constantFrom<TransferEvent>(
  { type: 'customer-held' },
  { type: 'customer-hold-failed', code: 'CALL_HOLD_FAILED' },
  { type: 'customer-ended' },
  { type: 'leg-ringing' },
  { type: 'leg-answered' },
  { type: 'leg-ended' },
  { type: 'leg-ended', code: 'CALL_BUSY' },
  { type: 'refer-done' },
  { type: 'refer-failed' },
  { type: 'relayed' },
  { type: 'relay-failed', code: 'CALL_TRANSFER_FAILED' },
  { type: 'complete-requested' },
  { type: 'back-requested' },
  { type: 'merged' },
)
const anyStart = fc
  .tuple(
    fc.constantFrom<Transfer['mode']>('consult', 'blind'),
    fc.constantFrom<Transfer['way']>('pull-back', 'refer'),
    fc.boolean(),
  )
  .map(([mode, way, held]) => begin(mode, way, held))

describe('a transfer', () => {
  it('without asking: the target is called, and joined with the customer the moment they answer', () => {
    const { transfer, did } = play([
      { type: 'customer-held' },
      { type: 'leg-ringing' },
      { type: 'leg-answered' },
      { type: 'refer-done' },
    ])
    expect(did).toEqual(['hold-customer', 'dial-leg', 'join', 'report', 'hangup-leg', 'hangup-customer'])
    expect(transfer.state).toBe('done')
  })

  it('with asking waits for the operator’s word', () => {
    const events: TransferEvent[] = [{ type: 'customer-held' }, { type: 'leg-answered' }]
    expect(play(events, begin('consult')).transfer.state).toBe('talking')
    expect(play([...events, { type: 'complete-requested' }], begin('consult')).did.at(-1)).toBe('join')
  })

  it('is taken back while it rings: the leg is given up, the customer resumed, and nothing is reported', () => {
    const { transfer, did } = play([
      { type: 'customer-held' },
      { type: 'leg-ringing' },
      { type: 'back-requested' },
      { type: 'leg-answered' },
      { type: 'refer-done' },
    ])
    expect(did).toEqual(['hold-customer', 'dial-leg', 'hangup-leg', 'resume-customer'])
    expect(transfer).toMatchObject({ state: 'back' })
    expect(transfer.failure).toBeUndefined()
  })

  it.each(['CALL_BUSY', 'CALL_NO_ANSWER', 'CALL_DECLINED'])(
    'that ends in %s gives the customer back, and says why',
    (code) => {
      const { transfer, did } = play([{ type: 'customer-held' }, { type: 'leg-ended', code }])
      expect(did.at(-1)).toBe('resume-customer')
      expect(transfer).toMatchObject({ state: 'back', failure: code })
    },
  )

  it('that the server refuses is made by this console, and nobody is resumed before they are joined', () => {
    const { transfer, did } = play([
      { type: 'customer-held' },
      { type: 'leg-answered' },
      { type: 'refer-failed' },
      { type: 'relayed' },
      { type: 'leg-ended' },
    ])
    expect(did).toEqual(['hold-customer', 'dial-leg', 'join', 'relay', 'report', 'hangup-customer'])
    expect(transfer.state).toBe('done')
  })

  it('by the server alone that fails gives the customer back with the reason', () => {
    const { transfer, did } = play(
      [{ type: 'customer-held' }, { type: 'refer-failed' }],
      begin('blind', 'refer'),
    )
    expect(did).toEqual(['hold-customer', 'refer', 'resume-customer'])
    expect(transfer).toMatchObject({ state: 'back', failure: 'CALL_TRANSFER_FAILED' })
  })

  it('never loses the customer, and ends once, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(anyStart, fc.array(anyEvent, { maxLength: 25 }), (start, events) => {
        let [transfer, effects] = start
        const did = effects.map((e) => e.do)
        let customerHere = true
        for (const event of events) {
          const before = transfer
          ;[transfer, effects] = reduceTransfer(transfer, event)
          if (isOver(before)) expect([transfer, effects]).toEqual([before, []])
          else if (event.type === 'customer-ended') customerHere = false
          did.push(...effects.map((e) => e.do))
        }
        const count = (what: string) => did.filter((d) => d === what).length
        for (const what of [
          'dial-leg',
          'join',
          'refer',
          'relay',
          'report',
          'hangup-customer',
          'resume-customer',
        ])
          expect([what, count(what) <= 1]).toEqual([what, true])
        // Whoever is hung up on was passed on before; whoever is back is not on hold any more.
        if (count('hangup-customer')) expect(count('report')).toBe(1)
        if (transfer.state === 'back' && customerHere && did.includes('dial-leg'))
          expect(count('resume-customer')).toBe(1)
        if (transfer.state !== 'done') expect(count('hangup-customer')).toBe(0)
      }),
    )
  })
})
