import { expect, it } from 'vitest'
import { isCardNumber, maskPayment } from './card-number.ts'

it('knows a card’s number by its check digit', () => {
  expect(['4111111111111111', '5500005555555559', '2200123456789019'].map(isCardNumber)).toEqual([
    true,
    true,
    true,
  ])
  expect(['4111111111111112', '411111111111', '89000000001', ''].map(isCardNumber)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

it('keeps of card data the last four digits of the number and the words', () => {
  expect(maskPayment('4111 1111-1111 1111, 12/27, CVC 123')).toBe('•••• 1111, ••/••, CVC •••')
  expect(maskPayment('Visa')).toBe('Visa')
  expect(maskPayment('•••• 1111')).toBe('•••• 1111')
})
