// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { button, click, makeWindow, press, settle } from '../../testing/mount.tsx'
import { PresenceMenu } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
beforeEach(async () => {
  w = await makeWindow()
  await w.show(<PresenceMenu />)
})
afterEach(() => w.close())

describe('one’s own status', () => {
  it('stands in words on the button, and a call stands before it', async () => {
    expect(button(/Anna Lebedeva: Available/)).toBeTruthy()
    await settle(() => {
      const id = w.control.phone.ring({ remote: '+79000001234' })
      w.control.phone.send(id, { type: 'answer-requested' })
    })
    expect(button(/Anna Lebedeva: On a call/)).toBeTruthy()
  })

  it('is chosen from the menu', async () => {
    await click(/Anna Lebedeva/)
    await click(/^Away/)
    expect(w.asked('session.setPresence')).toEqual([{ presence: 'away' }])
    expect(button(/Anna Lebedeva: Away/)).toBeTruthy()
  })

  it('turns by F9 to do not disturb, with a mark of its own, and back', async () => {
    await press('F9')
    expect(w.asked('session.setPresence')).toEqual([{ presence: 'busy' }])
    expect(button(/Anna Lebedeva: Do not disturb/)).toBeTruthy()
    await press('F9')
    expect(w.asked('session.setPresence').at(-1)).toEqual({ presence: 'available' })
  })

  it('F9 right after a call never asks for silence', async () => {
    await settle(() => {
      const id = w.control.phone.ring({ remote: '+79000001234' })
      w.control.phone.send(id, { type: 'answer-requested' })
    })
    await settle(() => w.control.phone.send(w.control.phone.calls[0]?.callId ?? '', { type: 'remote-ended' }))
    await press('F9')
    expect(w.asked('session.setPresence')).toEqual([{ presence: 'available' }])
  })

  it('becomes available by F9 from a break', async () => {
    await settle(() => w.control.setSession({ presence: 'away' }))
    await press('F9')
    expect(w.asked('session.setPresence')).toEqual([{ presence: 'available' }])
  })
})
