import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTarget } from './target.ts'

const number = (digits: string, extension?: string) => ({
  kind: 'number',
  digits,
  ...(extension ? { extension } : {}),
})

describe('what somebody wrote', () => {
  it.each([
    ['8 (800) 000-00-01', number('88000000001')],
    ['007 900 000 10 01', number('+79000001001')],
    ['+48 500 000 001', number('+48500000001')],
    ['8 800 000-00-01 доб. 12', number('88000000001', '12')],
    ['+44 20 0000 0000 ext 7', number('+442000000000', '7')],
    ['+48 22 000 00 00 wew. 101', number('+48220000000', '101')],
    ['+79000001001,,35', number('+79000001001', '35')],
    ['1-800-FLOWERS', number('18003569377')],
    ['*21#', number('*21#')],
    ['204', number('204')],
  ])('%s is a number', (written, target) => expect(readTarget(written)).toEqual(target))

  it.each([
    ['tel:+7-900-000-10-01', number('+79000001001')],
    ['tel:900-10-01;phone-context=+7812', number('+78129001001')],
    ['tel:+44-20-0000-0000;ext=12;isub=1', number('+442000000000', '12')],
    ['TEL:%2B79000001001', number('+79000001001')],
    ['callto:+79000001001', number('+79000001001')],
    ['callto://88000000001', number('88000000001')],
    ['sip:boss@pbx.example;transport=tcp?subject=hi', { kind: 'address', user: 'boss', host: 'pbx.example' }],
    ['sips:+79000001001@pbx.example:5061', { kind: 'address', user: '+79000001001', host: 'pbx.example' }],
  ])('%s is a link that can be called', (written, target) => expect(readTarget(written)).toEqual(target))

  it.each([
    '',
    'Anna',
    '+',
    'call mum',
    '☎'.repeat(30),
    'tel:',
    'tel:+7900\r\nX-Evil: 1',
    'tel:%0d%0a+79000001001',
    'tel:%',
    'sip:user:secret@pbx.example',
    'sip:a@b@c',
    'javascript:alert(1)',
    `tel:${'1'.repeat(300)}`,
    '12 drop table',
  ])('%j is nothing that can be called', (written) => expect(readTarget(written)).toBeUndefined())

  it('is never anything but digits, or one plain address, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 250 }),
          fc.string().map((s) => `tel:${s}`),
          fc.string().map((s) => `sip:${s}@h`),
        ),
        (written) => {
          const target = readTarget(written)
          if (target?.kind === 'number') expect(target.digits).toMatch(/^\+?[\d*#]{2,32}$/)
          if (target?.kind === 'address')
            expect(`${target.user}@${target.host}`).toMatch(/^[^\s<>"@;,:]+@[a-z\d.-]+$/)
        },
      ),
    )
  })
})
