import { beforeEach, describe, expect, it } from 'vitest'
import { Memory, type Shelf, shelf } from './memory.ts'

const place = (): Shelf =>
  shelf(() => {
    throw new Error('storage is forbidden')
  })
const visitor = { visitorId: 'v1', secret: 's1' }

describe('what the widget remembers', () => {
  let tab: Shelf
  let device: Shelf
  let memory: Memory
  beforeEach(() => {
    tab = place()
    device = place()
    memory = new Memory('acc', tab, device)
  })

  it('leaves nothing on the device before the visitor agreed', () => {
    memory.visitor = visitor
    memory.put('m1', { messageId: 'm1' })
    memory.setNote('draft', 'half a word')
    expect(device.keys()).toEqual([])
    expect(memory.visitor).toEqual(visitor)
  })
  it('moves who they are and what they have not sent to the device when they agree', () => {
    memory.visitor = visitor
    memory.put('m1', { messageId: 'm1' })
    memory.setConsent(true)
    expect(memory.consent).toBe('yes')
    const nextTab = new Memory('acc', place(), device)
    expect(nextTab.visitor).toEqual(visitor)
    expect(nextTab.entries()).toEqual([{ messageId: 'm1' }])
    expect(tab.keys().some((key) => key.includes('visitor') || key.includes('.out.'))).toBe(false)
  })
  it('does not ask again in this tab after a no, and asks a new tab', () => {
    memory.setConsent(false)
    expect(memory.consent).toBe('no')
    expect(new Memory('acc', place(), device).consent).toBe('not-asked')
  })
  it('keeps one entry per message, so that two tabs do not overwrite each other', () => {
    memory.setConsent(true)
    const other = new Memory('acc', place(), device)
    memory.put('m1', { messageId: 'm1' })
    other.put('m2', { messageId: 'm2' })
    memory.take('m1')
    expect(other.entries()).toEqual([{ messageId: 'm2' }])
  })
  it('starts a new visit after half an hour of silence, and for a new landing', () => {
    const first = memory.visitId(1_000)
    expect(memory.visitId(29 * 60_000)).toBe(first)
    const second = memory.visitId(61 * 60_000)
    expect(second).not.toBe(first)
    expect(memory.visitId(61 * 60_000, true)).not.toBe(second)
  })
  it('reads a damaged storage as an empty one', () => {
    tab.setItem('kommutator.acc.visitor', '{"visitorId":1')
    tab.setItem('kommutator.acc.visit', 'null')
    expect(memory.visitor).toBeUndefined()
    expect(memory.visitId(1)).toMatch(/^\w{32}$/)
  })
  it('forgets everything of its own account, and nothing of others', () => {
    memory.setConsent(true)
    memory.visitor = visitor
    device.setItem('host-page', 'stays')
    memory.forget()
    expect(device.keys()).toEqual(['host-page'])
  })
})
