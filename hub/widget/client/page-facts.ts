import type { CartView, ProductView } from './session.ts'

/** What a host page says about itself in its markup, for sites that would rather not write a script. */
export type PageFacts = { product?: ProductView; cart?: CartView }

/**
 * Reads `data-kommutator-product="id"` (with `-title`, `-price`) and `data-kommutator-cart='{"items":[…]}'`.
 * The page is not ours: what does not parse is left alone.
 */
export function readPageFacts(root: ParentNode): PageFacts {
  const facts: PageFacts = {}
  const product = root.querySelector<HTMLElement>('[data-kommutator-product]')?.dataset
  if (product?.kommutatorProduct) {
    const { kommutatorTitle: title, kommutatorPrice: price } = product
    facts.product = {
      productId: product.kommutatorProduct,
      ...(title === undefined ? {} : { title }),
      ...(price === undefined ? {} : { price }),
    }
  }
  const cart = root.querySelector<HTMLElement>('[data-kommutator-cart]')?.dataset.kommutatorCart
  try {
    const read = cart ? readCart(JSON.parse(cart)) : undefined
    if (read) facts.cart = read
  } catch {
    console.warn('kommutator: data-kommutator-cart is not JSON')
  }
  return facts
}

/** The search words of a form marked `data-kommutator-search` that is being sent. */
export function searchOf(event: Event): string | undefined {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-kommutator-search')) return undefined
  const field = form.querySelector<HTMLInputElement>(
    'input[type=search], input[type=text], input:not([type])',
  )
  return field?.value.trim() || undefined
}

const text = (value: unknown, limit: number): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, limit) : undefined
const amount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined
const known = <T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never

/** A product as a host page gave it, cut to what the hub takes; undefined when it names none. */
export function readProduct(value: unknown): ProductView | undefined {
  const raw = (value ?? {}) as Record<string, unknown>
  const productId = text(raw.productId ?? raw.id, 80)
  if (!productId) return undefined
  return known({
    productId,
    title: text(raw.title, 300),
    url: text(raw.url, 2000),
    price: text(raw.price, 40),
  }) as ProductView
}

/** A cart as a host page gave it, cut to what the hub takes; undefined when it is none. */
export function readCart(value: unknown): CartView | undefined {
  const raw = (value ?? {}) as Record<string, unknown>
  if (!Array.isArray(raw.items)) return undefined
  const items = raw.items.slice(0, 100).flatMap((entry: unknown) => {
    const line = (entry ?? {}) as Record<string, unknown>
    const productId = text(line.productId ?? line.id, 80)
    const quantity = amount(line.quantity) ?? 1
    if (!productId) return []
    return [
      known({ productId, quantity, unitPrice: amount(line.unitPrice), title: text(line.title, 300) }),
    ] as CartView['items']
  })
  return known({
    items,
    cartId: text(raw.cartId, 80),
    total: amount(raw.total),
    currency: text(raw.currency, 3),
  }) as CartView
}
