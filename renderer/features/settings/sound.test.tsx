// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { defaultSound } from '../../../shared/ipc/contract.ts'
import { button, click, makeWindow, settle } from '../../testing/mount.tsx'
import { SettingsScreen } from './index.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const headset = { id: 'out-1', label: 'Headset' }
const speakers = { id: 'out-2', label: 'Speakers' }
const open = async (devices: Partial<typeof defaultSound.devices> = {}) => {
  const sound = { ...defaultSound, devices: { ...defaultSound.devices, ...devices } }
  w = await makeWindow({ preferences: { sound } })
  await w.show(<SettingsScreen initial="sound" onOpenPerson={() => undefined} />)
}
const rows = (list: string) => [...document.querySelectorAll<HTMLElement>(`ul[aria-label="${list}"] > li`)]
const names = (list: string) => rows(list).map((row) => row.textContent)
afterEach(() => w.close())

describe('the order of devices', () => {
  it('is made by Alt and the arrows, and by the buttons', async () => {
    await open()
    expect(names('Where it rings')).toEqual(['Headset', 'Speakers'])
    const [, second] = rows('Where it rings')
    second?.focus()
    await settle(() =>
      second?.dispatchEvent(new KeyboardEvent('keydown', { code: 'ArrowUp', altKey: true, bubbles: true })),
    )
    expect(w.asked('devices.prefer')).toEqual([{ role: 'ringer', order: [speakers, headset] }])
    expect(names('Where it rings')).toEqual(['Speakers', 'Headset'])
    const down = rows('Where it rings')[0]?.querySelector<HTMLElement>('[aria-label="Move down Speakers"]')
    await settle(() => down?.click())
    expect(w.asked('devices.prefer').at(-1)).toMatchObject({ order: [headset, speakers] })
  })

  it('keeps the place of what is unplugged, says so, and forgets it only when told', async () => {
    await open({ speaker: [{ id: 'gone', label: 'Old headset' }, speakers] })
    expect(names('Where you hear the customer')[0]).toContain('Old headsetunplugged')
    await click(/Forget Old headset/)
    expect(w.asked('devices.prefer')).toEqual([{ role: 'speaker', order: [speakers, headset] }])
  })

  it('knows a device again by its name, under another id', async () => {
    await open({ ringer: [{ id: 'of-yesterday', label: 'Speakers' }] })
    expect(names('Where it rings')).toEqual(['Speakers', 'Headset'])
  })
})

describe('the microphone', () => {
  it('shows its level while the section is open, and no longer', async () => {
    await open()
    expect(w.asked('devices.meter')).toEqual([{ on: true }])
    const lit = () => document.querySelectorAll('[data-lit="true"]').length
    await settle(() => w.control.publish('devices', 'level', { microphone: 0.5 }))
    expect(lit()).toBeGreaterThan(10)
    await settle(() => w.control.publish('devices', 'level', { microphone: 0 }))
    expect(lit()).toBe(0)
    await w.show(<i />)
    expect(w.asked('devices.meter').at(-1)).toEqual({ on: false })
  })

  it('is processed as it is switched', async () => {
    await open()
    const box = [...document.querySelectorAll('label')].find((l) =>
      /Suppress noise/.test(l.textContent ?? ''),
    )
    await settle(() => document.getElementById(box?.getAttribute('for') ?? '')?.click())
    expect(w.asked('app.setPreferences')).toMatchObject([
      { sound: { noiseSuppression: false, echoCancellation: true } },
    ])
  })

  it('lets the operator hear themselves, step by step', async () => {
    await open()
    await click(/Hear yourself/)
    await settle(() => w.control.publish('devices', 'voiceTest', { phase: 'speak' }))
    expect(button(/Speak for three seconds/).disabled).toBe(true)
    await settle(() => w.control.publish('devices', 'voiceTest', { phase: 'listen' }))
    expect(w.text()).toContain('Listen')
    await settle(() => w.control.publish('devices', 'voiceTest', { phase: 'done' }))
    expect(button(/Hear yourself/).disabled).toBe(false)
  })
})

describe('the day', () => {
  it('stands in words, for this operator alone', async () => {
    await open()
    expect(w.text()).toContain('3:12:00 of sound, −31 dB on average. That is about 2.1 %')
    expect(w.text()).toContain('For you alone')
  })
})
