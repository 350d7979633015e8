import type { NewEvent, VisitSource } from '../../shared/domain/event.ts'
import type { WidgetInput } from '../../shared/protocol/widget-protocol.ts'
import { clean } from '../lib/clean.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { type Guest, writeOf } from './visitors.ts'

type Needs = Pick<Parts, 'stores' | 'views' | 'locks' | 'now'>

const longest = 500
const mostUtm = 12
const cut = (text: string | undefined, length = longest): string | undefined =>
  text === undefined ? undefined : clean(text).slice(0, length)

/** No fact of a visit is older than this when it is told. */
const visitMs = 12 * 60 * 60_000

/** What a visitor does on a site, as facts of their visit. Without their consent nothing of it is kept. */
export class VisitFacts {
  private readonly parts: Needs
  /** The page that a visit was last seen on: a reconnect tells it again. */
  private readonly lastPage = new Map<string, string>()

  constructor(parts: Needs) {
    this.parts = parts
  }

  /** The visit itself, once however often its browser says hello; on a later page of it, that page. */
  async began(guest: Guest, hello: WidgetInput<'hello'>): Promise<void> {
    const { page, device, source } = hello
    const { visitId } = guest
    if (!visitId) return
    const { repeated } = await writeOf(this.parts, guest, `visit:${visitId}`, () => [
      fact('visit.started', guest.visitor.contactId, this.happened(hello.at), {
        visitId,
        visitorId: guest.visitor.visitorId,
        device,
        source: trimmed(source),
        page: cut(page.url, 2000),
        title: cut(page.title),
      }),
    ])
    if (repeated) await this.page(guest, page)
    else this.remember(visitId, page.url)
  }

  async page(guest: Guest, page: WidgetInput<'page'>): Promise<void> {
    if (!guest.visitId || this.lastPage.get(guest.visitId) === page.url) return
    this.remember(guest.visitId, page.url)
    const fields = { url: cut(page.url, 2000) ?? '', title: cut(page.title) }
    await this.write(guest, undefined, page.at, (visit, at) =>
      fact('page.viewed', visit.contactId, at, { ...visit.of, ...fields }),
    )
  }

  product(guest: Guest, { productId, title, url, at }: WidgetInput<'product'>): Promise<void> {
    const fields = { productId: clean(productId), title: cut(title), url: cut(url, 2000) }
    return this.write(guest, undefined, at, (visit, at) =>
      fact('product.viewed', visit.contactId, at, { ...visit.of, ...fields }),
    )
  }

  cart(guest: Guest, { id, cartId, items, total, currency, at }: WidgetInput<'cart'>): Promise<void> {
    const lines = items.map((line) => ({
      ...line,
      productId: clean(line.productId).slice(0, 80),
      ...(line.title === undefined ? {} : { title: cut(line.title) ?? '' }),
    }))
    const fields = { cartId, items: lines, total, currency }
    return this.write(guest, id, at, (visit, at) =>
      fact('cart.changed', visit.contactId, at, { ...visit.of, ...fields }),
    )
  }

  search(guest: Guest, { query, at }: WidgetInput<'search'>): Promise<void> {
    return this.write(guest, undefined, at, (visit, at) =>
      fact('search.performed', visit.contactId, at, { ...visit.of, query: clean(query) }),
    )
  }

  click(guest: Guest, { button, at }: WidgetInput<'click'>): Promise<void> {
    const page = guest.visitId && this.lastPage.get(guest.visitId)
    return this.write(guest, undefined, at, (visit, at) =>
      fact('widget.clicked', visit.contactId, at, {
        visitId: visit.of.visitId,
        button: clean(button),
        page: cut(page || undefined, 2000),
      }),
    )
  }

  private async write(
    guest: Guest,
    commandId: string | undefined,
    at: number | undefined,
    make: (
      visit: { contactId: Guest['visitor']['contactId']; of: { visitId: string; surface: string } },
      at: number,
    ) => NewEvent,
  ): Promise<void> {
    const { visitId, visitor } = guest
    if (!visitId) return
    await writeOf(this.parts, guest, commandId, () => [
      make({ contactId: visitor.contactId, of: { visitId, surface: 'site' } }, this.happened(at)),
    ])
  }

  /** A browser's clock is believed within a visit, and never about the future. */
  private happened(at: number | undefined): number {
    const now = this.parts.now()
    return at === undefined ? now : Math.min(now, Math.max(at, now - visitMs))
  }

  private remember(visitId: string, url: string): void {
    if (this.lastPage.size > mostVisits) this.lastPage.clear()
    this.lastPage.set(visitId, url)
  }
}

const mostVisits = 20_000

/** A campaign's words are the visitor's to choose: cut to size before they are kept. */
function trimmed(source: VisitSource): VisitSource {
  const { utm, ...texts } = source
  const short = Object.fromEntries(
    Object.entries(texts).map(([k, v]) => [k, v === undefined ? undefined : cut(v)]),
  ) as VisitSource
  if (!utm) return short
  const kept = Object.entries(utm).slice(0, mostUtm)
  return { ...short, utm: Object.fromEntries(kept.map(([k, v]) => [cut(k, 40) ?? '', cut(v) ?? ''])) }
}
