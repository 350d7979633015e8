import { currencyOf, goodsById, type ShopLanguage } from './goods.ts'

const KEY = 'dom-i-svet.cart'

/** How many of each, by product id; kept for as long as the browser keeps it. */
export type Cart = Record<string, number>

export function loadCart(): Cart {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return Object.fromEntries(
      Object.entries(read ?? {}).filter(
        ([id, count]) => goodsById(id) && Number.isInteger(count) && count > 0 && count < 100,
      ),
    ) as Cart
  } catch {
    return {}
  }
}

export function saveCart(cart: Cart): void {
  localStorage.setItem(KEY, JSON.stringify(cart))
}

/** The cart with `by` more (or fewer) of one product. */
export function changeCart(cart: Cart, productId: string, by: number): Cart {
  const count = Math.min(99, Math.max(0, (cart[productId] ?? 0) + by))
  const { [productId]: _gone, ...rest } = cart
  return count === 0 ? rest : { ...rest, [productId]: count }
}

export const cartCount = (cart: Cart): number => Object.values(cart).reduce((sum, n) => sum + n, 0)

/** The cart as the widget reports it. */
export function cartReport(cart: Cart, language: ShopLanguage) {
  const currency = currencyOf(language)
  const items = Object.entries(cart).flatMap(([productId, quantity]) => {
    const found = goodsById(productId)
    return found
      ? [{ productId, quantity, unitPrice: found.price[currency], title: found.name[language] }]
      : []
  })
  return {
    items,
    total: items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
    currency,
  }
}
