export type Piece = { text: string; href?: string }

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/gi
/** Punctuation that ends a sentence rather than an address. */
const TAIL = /[.,;:!?…»”"')\]}]+$/

/** A message cut into plain text and web addresses. Only http and https become links; all else stays text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(LINK)) {
    const raw = match[0].replace(TAIL, '')
    const href = webAddress(raw)
    if (!href) continue
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) })
    pieces.push({ text: raw, href })
    at = match.index + raw.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}

function webAddress(raw: string): string | undefined {
  try {
    const url = new URL(raw.startsWith('www.') ? `https://${raw}` : raw)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
  } catch {
    return undefined
  }
}

/** Where a channel button may lead: the web and the messengers' own schemes, never script. */
export function channelAddress(href: string | undefined): string | undefined {
  if (!href) return undefined
  try {
    const { protocol } = new URL(href)
    return /^(https?|tg|viber|whatsapp|vk|mailto|tel|sms|max):$/.test(protocol) ? href : undefined
  } catch {
    return undefined
  }
}
