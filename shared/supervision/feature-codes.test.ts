import { describe, expect, it } from 'vitest'
import { modeTones, monitorDial } from './feature-codes.ts'
import { Monitoring } from './settings.ts'

const by = (name: Monitoring['by'], codes: Partial<Monitoring> = {}): Monitoring => ({
  by: name,
  listen: '',
  whisper: '',
  barge: '',
  ...codes,
})

describe('the codes of a phone system', () => {
  it.each([
    ['asterisk', 'listen', { number: '*222204' }],
    ['asterisk', 'whisper', { number: '*223204' }],
    ['asterisk', 'barge', { number: '*224204' }],
    ['freeswitch', 'listen', { number: '88204' }],
    ['freeswitch', 'whisper', { number: '88204', tones: '2' }],
    ['freeswitch', 'barge', { number: '88204', tones: '3' }],
  ] as const)('%s, %s', (name, mode, dial) => {
    expect(monitorDial(by(name), mode, '204')).toEqual(dial)
  })

  it('are the company’s own where it has given some', () => {
    const own = by('asterisk', { whisper: '*55*{ext}#,5' })
    expect(monitorDial(own, 'whisper', '204')).toEqual({ number: '*55*204#', tones: '5' })
    expect(monitorDial(own, 'listen', '204')).toEqual({ number: '*222204' })
    expect(monitorDial(by('custom', { listen: '700' }), 'listen', undefined)).toEqual({ number: '700' })
  })

  it('are none without a code, an extension, or with one that would dial something else', () => {
    expect(monitorDial(by('custom'), 'listen', '204')).toBeUndefined()
    expect(monitorDial(by('engine'), 'listen', '204')).toBeUndefined()
    for (const extension of [undefined, '', '204,99', '204 5', '2;ext'])
      expect(monitorDial(by('asterisk'), 'listen', extension)).toBeUndefined()
  })

  it('of FreeSWITCH change the mode of a call that is on', () => {
    expect(modeTones(by('freeswitch'), 'listen')).toBe('0')
    expect(modeTones(by('asterisk'), 'listen')).toBeUndefined()
  })

  it('cannot carry anything but digits, the extension and tones', () => {
    for (const listen of ['sip:a b', '88{ext},2,3', '<script>'])
      expect(Monitoring.safeParse(by('custom', { listen })).success).toBe(false)
  })
})
