import { describe, expect, test } from 'vitest'
import { defaultProfile, type LineProfile } from '../../shared/softphone/line.ts'
import { readNumber } from './numbers.ts'

const dials = (written: string, rules: Partial<LineProfile> = {}) => {
  const reading = readNumber(written, { ...defaultProfile(), ...rules })
  return reading.ok ? reading.value : reading.code
}

describe('a number on a line', () => {
  test.each([
    '+7 900 000-10-01',
    '8 (900) 000 10 01',
    '9000001001',
    '79000001001',
    'tel:+79000001001',
    '007 900 000 10 01',
  ])('%s is dialled in full', (written) =>
    expect(dials(written)).toEqual({ dials: '+79000001001', text: '+7 900 000 10 01', kind: 'number' }),
  )

  test('of another country keeps its country, and one of the line’s own country needs none', () => {
    expect(dials('500 000 001', { country: 'PL' })).toMatchObject({ dials: '+48500000001' })
    expect(dials('+48 500 000 001')).toMatchObject({ dials: '+48500000001' })
    expect(dials('8 900 000 10 01', { country: 'PL' })).not.toMatchObject({ dials: '+79000001001' })
  })

  test.each<[LineProfile['numberForm'], string, string]>([
    ['plus', '', '+79000001001'],
    ['digits', '', '79000001001'],
    ['national', '', '89000001001'],
    ['national', '9', '989000001001'],
    ['plus', '0', '00079000001001'],
  ])('goes out as %s behind the access code %j', (numberForm, outside, out) =>
    expect(dials('8 900 000 10 01', { numberForm, outside })).toMatchObject({ dials: out }),
  )

  test('of a colleague, and a feature code, go out as they are, without the access code', () => {
    expect(dials('204', { outside: '9' })).toMatchObject({ dials: '204', kind: 'internal' })
    expect(dials('*21#', { outside: '9' })).toMatchObject({ dials: '*21#', kind: 'internal' })
  })

  test('keeps its extension apart, to be sent as tones', () => {
    expect(dials('8 800 000-00-01 доб. 12')).toMatchObject({ dials: '+78000000001', extension: '12' })
  })

  test('that is none is refused', () => expect(dials('call mum')).toBe('DIAL_INVALID'))
})
