import type { ContactId } from '../../shared/lib/ids.ts'
import type { PersonHit } from '../../shared/protocol/hub-protocol.ts'
import { folded } from '../../shared/search/fold.ts'
import type { ContactSummary } from '../storage/ports.ts'
import { isNumberLike, numberForms } from '../storage/search-text.ts'
import type { Views } from '../views.ts'

/** Cards looked at for one answer; a search that finds more wants another word. */
export const mostCards = 200

/** People behind cards, each once: whose name begins with what was typed, whose words do, the rest; newest first. */
export function hitsOf(views: Views, cards: readonly ContactId[], text: string, limit: number): PersonHit[] {
  const persons = new Set(cards.map((id) => views.people.personOf(id)))
  const typed = folded(text.trim())
  const words = typed.split(/\s+/)
  const rank = (name: string): number => {
    const known = folded(name)
    if (known.startsWith(typed)) return 0
    const begins = (word: string) => known.split(/\s+/).some((w) => w.startsWith(word))
    return words.every(begins) ? 1 : 2
  }
  return [...persons]
    .map((personId) => hitOf(views, personId, text))
    .map((hit) => ({ hit, first: typed ? rank(hit.name) : 0 }))
    .sort((a, b) => a.first - b.first || b.hit.lastAt - a.hit.lastAt)
    .slice(0, limit)
    .map(({ hit }) => hit)
}

function hitOf(views: Views, personId: ContactId, text: string): PersonHit {
  const cards = views.people.membersOf(personId).flatMap((id) => views.contact(id) ?? [])
  return {
    personId,
    ...views.nameOf(personId),
    detail: detailOf(cards, text),
    channels: [...new Set(cards.flatMap((c) => c.channels))],
    lastAt: Math.max(0, ...cards.map((c) => c.lastAt)),
  }
}

const telling = ['phone', 'email', 'telegram', 'whatsapp', 'viber', 'vk', 'loyalty'] as const

/** The address that was searched for, else the most telling one. */
function detailOf(cards: readonly ContactSummary[], text: string): string {
  const addresses = cards.flatMap((c) => c.addresses)
  const forms = isNumberLike(text) ? numberForms(text) : folded(text.trim()).split(/\s+/).filter(Boolean)
  const matched = addresses.find(
    ({ kind, value }) =>
      kind !== 'visitor' &&
      forms.some((f) => folded(value).replace(/^\+/, '').includes(f.replace(/^\+/, ''))),
  )
  if (matched) return matched.value
  for (const kind of telling) {
    const found = addresses.find((a) => a.kind === kind)
    if (found) return found.value
  }
  return ''
}
