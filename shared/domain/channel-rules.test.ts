import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  channelRules,
  fileClass,
  mayChange,
  openFor,
  refusalOf,
  smsParts,
  windowEnd,
} from './channel-rules.ts'

const { whatsapp, telegram, email, sms, site } = channelRules
const hour = 3_600_000
const words = (text: string) => ({ text, attachments: [] })
const file = (fileName: string, megabytes: number) => ({
  fileName,
  kilobytes: megabytes * 1024,
  bytes: megabytes * 1024 * 1024,
})

describe('the rules of a channel', () => {
  it('leave WhatsApp open for 24 hours after the customer, then to approved templates alone', () => {
    const heardAt = 1_000_000
    const at = (now: number) => ({ heardAt, now })
    expect(windowEnd(whatsapp, {}, heardAt)).toBe(heardAt + 24 * hour)
    expect(openFor(whatsapp, {}, at(heardAt + 24 * hour - 1))).toBe('words')
    expect(openFor(whatsapp, {}, at(heardAt + 24 * hour))).toBe('template')
    expect(refusalOf(whatsapp, {}, at(heardAt + 24 * hour), words('hello'))?.code).toBe(
      'CHANNEL_WINDOW_CLOSED',
    )
    expect(
      refusalOf(whatsapp, {}, at(heardAt + 24 * hour), { ...words('hello'), approved: true }),
    ).toBeUndefined()
    // The provider of an account may count otherwise.
    expect(openFor(whatsapp, { windowHours: 72 }, at(heardAt + 25 * hour))).toBe('words')
  })

  it('say who may write first', () => {
    const never = { heardAt: undefined, now: 5 }
    expect(openFor(telegram, {}, never)).toBe('nothing')
    expect(openFor(whatsapp, {}, never)).toBe('template')
    expect(openFor(email, {}, never)).toBe('words')
    expect(refusalOf(telegram, {}, never, words('hello'))?.code).toBe('CHANNEL_NOT_FIRST')
  })

  it('count text, captions, files and their sizes, and name the file', () => {
    const open = { heardAt: 1, now: 2 }
    expect(refusalOf(telegram, {}, open, words('x'.repeat(4097)))).toEqual({
      code: 'MESSAGE_TOO_LONG',
      limit: 4096,
      over: 1,
    })
    const video = { text: 'x'.repeat(1025), attachments: [file('a.mp4', 1)] }
    expect(refusalOf(whatsapp, {}, open, video)).toMatchObject({ code: 'MESSAGE_TOO_LONG', limit: 1024 })
    expect(refusalOf(whatsapp, {}, open, { text: '', attachments: [file('a.mp4', 21)] })).toMatchObject({
      code: 'FILE_TOO_LARGE',
      file: 'a.mp4',
      limit: 16 * 1024 * 1024,
    })
    expect(refusalOf(sms, {}, open, { text: 'see', attachments: [file('a.png', 1)] })?.code).toBe(
      'FILE_NOT_TAKEN',
    )
    expect(refusalOf(site, {}, open, { text: '', attachments: [file('fix.exe', 1)] })?.code).toBe(
      'FILE_TYPE_REFUSED',
    )
    expect(refusalOf(sms, { maxLength: 402 }, open, words('x'.repeat(403)))?.over).toBe(1)
    expect(refusalOf(site, {}, open, words(' \n'))?.code).toBe('MESSAGE_EMPTY')
    expect(
      refusalOf(email, {}, open, {
        text: '',
        attachments: [{ ...file('v.webm', 1), voice: { seconds: 3, peaks: [] } }],
      })?.code,
    ).toBe('CHANNEL_NO_VOICE')
  })

  it('let a message be changed for as long as its channel does', () => {
    expect(mayChange(telegram, 'edit', 0, 48 * hour - 1)).toBe(true)
    expect(mayChange(telegram, 'edit', 0, 48 * hour)).toBe(false)
    expect(mayChange(whatsapp, 'remove', 0, 1)).toBe(false)
    expect(mayChange(site, 'edit', 0, 1e12)).toBe(true)
  })

  it('know a file by its type before its name', () => {
    expect(fileClass({ mime: 'image/png', fileName: 'x.bin' })).toBe('image')
    expect(fileClass({ mime: 'image/svg+xml', fileName: 'x.svg' })).toBe('document')
    expect(fileClass({ fileName: 'Photo.JPG' })).toBe('image')
    expect(fileClass({ fileName: 'plan.pdf' })).toBe('document')
  })

  it('count the parts of a text message by its alphabet', () => {
    expect(smsParts('a'.repeat(160))).toEqual({ parts: 1, size: 160 })
    expect(smsParts('a'.repeat(161)).parts).toBe(2)
    expect(smsParts('€'.repeat(80)).parts).toBe(1)
    expect(smsParts('€'.repeat(81)).parts).toBe(2)
    expect(smsParts('ж'.repeat(70)).parts).toBe(1)
    expect(smsParts('ж'.repeat(71)).parts).toBe(2)
    fc.assert(
      fc.property(fc.string({ maxLength: 700 }), fc.string({ maxLength: 50 }), (a, b) => {
        expect(smsParts(a + b).parts).toBeGreaterThanOrEqual(smsParts(a).parts)
      }),
    )
  })
})
