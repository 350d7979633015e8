import { describe, expect, it } from 'vitest'
import catalogue from '../../../../resources/demo/products.json' with { type: 'json' }
import { cartCount, cartReport, changeCart } from './cart.ts'
import { findGoods, goods } from './goods.ts'
import { words } from './words.ts'

type Product = { productId: string; name: Record<string, string>; price: Record<string, number> }

describe('the demo shop', () => {
  it("sells goods of the demo company's own catalogue, under their names and prices", () => {
    const { products }: { products: Product[] } = catalogue
    for (const { productId, name, price } of goods) {
      const known = products.find((p) => p.productId === productId)
      expect({ name, price }).toEqual({ name: known?.name, price: known?.price })
    }
  })
  it('finds goods by parts of words in any order', () => {
    expect(findGoods('угловой диван', 'ru').map((g) => g.productId)).toEqual(['p-002'])
    expect(findGoods('lamp', 'en').length).toBeGreaterThan(0)
    expect(findGoods('слон', 'ru')).toEqual([])
  })
  it('keeps count of the cart and tells its sum', () => {
    let cart = changeCart({}, 'p-001', 1)
    cart = changeCart(cart, 'p-017', 2)
    cart = changeCart(cart, 'p-001', 1)
    expect(cartCount(cart)).toBe(4)
    expect(cartReport(cart, 'ru')).toMatchObject({ total: 2 * 54900 + 2 * 6700, currency: 'RUB' })
    expect(cartReport(cart, 'pl')).toMatchObject({ total: 2 * 2990 + 2 * 369, currency: 'PLN' })
    expect(changeCart(cart, 'p-001', -2)).toEqual({ 'p-017': 2 })
    expect(changeCart({}, 'p-001', -5)).toEqual({})
  })
  it('speaks three languages in full', () => {
    const keys = Object.keys(words.ru).sort()
    for (const language of ['pl', 'en'] as const) {
      expect(Object.keys(words[language]).sort()).toEqual(keys)
      expect(Object.values(words[language]).every(Boolean)).toBe(true)
    }
  })
})
