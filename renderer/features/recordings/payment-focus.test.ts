// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest'
import { watchPaymentFields } from './payment-focus.ts'

let told: boolean[]
let stop: () => void
const settled = () => new Promise((resolve) => setTimeout(resolve))
const field = (attributes: string) => {
  const input = document.createElement('div')
  input.innerHTML = `<input ${attributes}>`
  document.body.append(input)
  return input.firstElementChild as HTMLInputElement
}

beforeEach(() => {
  document.body.innerHTML = ''
  told = []
  stop = watchPaymentFields((focused) => told.push(focused), window)
})
afterEach(() => stop())

it('tells when a field for card data takes the focus and when it leaves it, and of no other field', async () => {
  field('name="city"').focus()
  field('data-payment').focus()
  field('autocomplete="cc-csc"').focus()
  await settled()
  expect(told).toEqual([true])
  field('name="city"').focus()
  await settled()
  expect(told).toEqual([true, false])
})

it('tells when the field is gone with the focus in it, and when nobody watches any more', async () => {
  const card = field('data-payment')
  card.focus()
  card.parentElement?.remove()
  await settled()
  await settled()
  expect(told).toEqual([true, false])
  field('data-payment').focus()
  stop()
  expect(told).toEqual([true, false, true, false])
})

it('hears embedded pages of the origin that they were embedded for, and no others', async () => {
  const frame = document.createElement('iframe')
  frame.dataset.paymentPage = 'https://pay.example'
  document.body.append(frame)
  const say = (focused: unknown, origin = 'https://pay.example', source: unknown = frame.contentWindow) =>
    window.dispatchEvent(
      new MessageEvent('message', {
        data: { type: 'kommutator.payment-field', focused },
        origin,
        source: source as Window,
      }),
    )
  say(true, 'https://evil.example')
  say('yes')
  say(true, 'https://pay.example', window)
  expect(told).toEqual([])
  say(true)
  expect(told).toEqual([true])
  frame.remove()
  await settled()
  expect(told).toEqual([true, false])
})
