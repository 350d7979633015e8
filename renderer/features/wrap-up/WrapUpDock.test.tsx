// @vitest-environment happy-dom
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ContactId, QueueId } from '../../../shared/lib/ids.ts'
import { click, makeWindow, press, settle, type } from '../../testing/mount.tsx'
import { WrapUpDock } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const talkAndEnd = async (remote = '+79000001234', heldMs = 0) => {
  let id = ''
  await settle(() => {
    id = w.control.phone.ring({ remote, queueId: 'q-furniture' as QueueId })
    w.control.phone.send(id, { type: 'answer-requested' })
  })
  await pass(372_000)
  if (heldMs) {
    for (const on of [true, false]) {
      await settle(() => {
        w.control.phone.send(id, { type: 'hold-requested', on })
        w.control.phone.send(id, { type: 'held', on })
      })
      if (on) await pass(heldMs)
    }
  }
  await settle(() => w.control.phone.send(id, { type: 'remote-ended' }))
  return id
}
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const saved = () => w.asked('softphone.dispose')
const note = () => document.querySelector('textarea')

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  w = await makeWindow()
  await w.show(
    <>
      <input aria-label="elsewhere" />
      <WrapUpDock />
    </>,
  )
})
afterEach(async () => {
  await w.close()
  vi.useRealTimers()
})

describe('the wrap-up', () => {
  it('stands there after an answered call, with a draft from the facts', async () => {
    await talkAndEnd('+79000001234', 24_000)
    expect(w.text()).toContain('Wrap-up')
    expect(note()?.value).toBe('On hold 0:24.')
  })

  it('drafts nothing that the call itself says', async () => {
    await talkAndEnd()
    expect(note()?.value).toBe('')
  })

  it('does not come for a call that nobody answered', async () => {
    await settle(() => {
      const id = w.control.phone.ring({ remote: '+79000001234' })
      w.control.phone.send(id, { type: 'cancelled', elsewhere: false })
    })
    expect(w.text()).not.toContain('Wrap-up')
  })

  it('saves itself after fifteen seconds, with the draft', async () => {
    const id = await talkAndEnd('+79000001234', 24_000)
    await pass(14_000)
    expect(saved()).toEqual([])
    await pass(1_500)
    expect(saved()).toEqual([{ callId: id, note: 'On hold 0:24.' }])
    expect(w.text()).not.toContain('Wrap-up')
  })

  it('takes an outcome by its key and saves by F9, and the operator is available', async () => {
    const id = await talkAndEnd()
    await press('Digit2', document.body)
    await press('F9')
    expect(saved()).toMatchObject([{ callId: id, dispositionId: 'answered' }])
    expect(w.asked('session.setPresence')).toEqual([{ presence: 'available' }])
  })

  it('leaves digits alone that are typed into a field', async () => {
    await talkAndEnd()
    document.querySelector<HTMLInputElement>('[aria-label="elsewhere"]')?.focus()
    await press('Digit2')
    await press('F9')
    expect(saved()[0]).not.toHaveProperty('dispositionId')
  })

  it('asks for a comment where the outcome needs one', async () => {
    await talkAndEnd()
    await press('Digit4', document.body)
    await press('F9')
    expect(saved()).toEqual([])
    expect(w.text()).toContain('This outcome needs a comment')
    await type(note(), 'Too dear for them')
    await press('F9')
    expect(saved()).toMatchObject([{ dispositionId: 'refused', note: 'Too dear for them' }])
  })

  it('gives half a minute more when asked', async () => {
    await talkAndEnd()
    await click(/More time/)
    await pass(40_000)
    expect(saved()).toEqual([])
    await pass(6_000)
    expect(saved()).toHaveLength(1)
  })

  it('stands still while another call is talked on', async () => {
    await talkAndEnd()
    let second = ''
    await settle(() => {
      second = w.control.phone.ring({ remote: '+79000005555' })
      w.control.phone.send(second, { type: 'answer-requested' })
    })
    await pass(60_000)
    expect(saved()).toEqual([])
    expect(w.text()).toContain('Waits while you are on a call')
  })

  it('keeps what was written when it cannot be saved, and saves it at the next try', async () => {
    await talkAndEnd()
    await type(note(), 'Call back on Monday')
    w.control.failNext('softphone.dispose', 'HUB_OFFLINE')
    await press('F9')
    expect(note()?.value).toBe('Call back on Monday')
    await press('F9')
    expect(saved().at(-1)).toMatchObject({ note: 'Call back on Monday' })
    expect(w.text()).not.toContain('Wrap-up')
  })

  it('writes a promise down with its date, before the outcome', async () => {
    let id = ''
    await settle(() => {
      id = w.control.phone.ring({ remote: '+79000001234', contactId: 'c-petr' as ContactId })
      w.control.phone.send(id, { type: 'answer-requested' })
    })
    await settle(() => w.control.phone.send(id, { type: 'remote-ended' }))
    const [what, when] = document.querySelectorAll<HTMLInputElement>('section input:not([type="radio"])')
    await type(what ?? null, 'call an hour before')
    await type(when ?? null, '2.1.2027 11:00')
    await press('F9')
    expect(w.asked('card.makePromise')).toMatchObject([
      { contactId: 'c-petr', text: 'call an hour before', dueAt: new Date(2027, 0, 2, 11).getTime() },
    ])
    expect(saved()).toHaveLength(1)
  })

  it('keeps a promise that the hub could not take, and the outcome with it', async () => {
    let id = ''
    await settle(() => {
      id = w.control.phone.ring({ remote: '+79000001234', contactId: 'c-petr' as ContactId })
      w.control.phone.send(id, { type: 'answer-requested' })
    })
    await settle(() => w.control.phone.send(id, { type: 'remote-ended' }))
    await type(document.querySelector('section input:not([type="radio"])'), 'call back')
    w.control.failNext('card.makePromise', 'HUB_OFFLINE')
    await press('F9')
    expect(saved()).toEqual([])
    await press('F9')
    expect(saved()).toHaveLength(1)
    const ids = w.asked('card.makePromise').map((a) => (a as { promiseId: string }).promiseId)
    expect(ids[0]).toBe(ids[1])
  })

  it('is drafted from what happened: who the customer was passed on to', async () => {
    let id = ''
    await settle(() => {
      id = w.control.phone.ring({ remote: '+79000001234' })
      w.control.phone.send(id, { type: 'answer-requested' })
    })
    await settle(() => w.control.phone.transfer(id, { target: '205', name: 'Timur', mode: 'blind' }))
    const leg = w.control.phone.calls.find((c) => c.parentId)?.callId ?? ''
    await settle(() => w.control.phone.send(leg, { type: 'media-connected' }))
    expect(note()?.value).toContain('Passed on to Timur, without asking.')
  })
})
