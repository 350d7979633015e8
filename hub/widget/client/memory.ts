import { freshId } from './ids.ts'

/** A storage that may be missing or forbidden (private windows, blocked cookies): then the page's own memory serves. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { keys(): string[] }

export function shelf(open: () => Storage): Shelf {
  try {
    const storage = open()
    const probe = 'kommutator?'
    storage.setItem(probe, '1')
    storage.removeItem(probe)
    return {
      getItem: (key) => storage.getItem(key),
      setItem: (key, value) => {
        try {
          storage.setItem(key, value)
        } catch {
          // A full storage costs only what would have survived a reload.
        }
      },
      removeItem: (key) => storage.removeItem(key),
      keys: () => Object.keys(storage),
    }
  } catch {
    const map = new Map<string, string>()
    return {
      getItem: (key) => map.get(key) ?? null,
      setItem: (key, value) => void map.set(key, value),
      removeItem: (key) => void map.delete(key),
      keys: () => [...map.keys()],
    }
  }
}

export type Consent = 'yes' | 'no' | 'not-asked'
export type Visitor = { visitorId: string; secret: string }

/** A visit ends when nothing happened for this long. */
const VISIT_MS = 30 * 60_000

/**
 * What the widget remembers. Before the visitor agrees everything is on the tab's own shelf and goes with the tab;
 * after it, who they are and what they have not sent yet moves to the shelf that stays.
 */
export class Memory {
  private readonly prefix: string
  private readonly tab: Shelf
  private readonly device: Shelf

  constructor(account: string, tab: Shelf, device: Shelf) {
    this.prefix = `kommutator.${account}.`
    this.tab = tab
    this.device = device
  }

  get consent(): Consent {
    if (this.device.getItem(`${this.prefix}consent`) === 'yes') return 'yes'
    return this.tab.getItem(`${this.prefix}consent`) === 'no' ? 'no' : 'not-asked'
  }

  /** Moves what is known to where the answer allows it to be. */
  setConsent(yes: boolean): void {
    const from = this.lasting
    if (yes) this.device.setItem(`${this.prefix}consent`, 'yes')
    else {
      this.device.removeItem(`${this.prefix}consent`)
      this.tab.setItem(`${this.prefix}consent`, 'no')
    }
    const to = this.lasting
    if (from === to) return
    for (const key of this.keysOf(from)) {
      if (!/\.(visitor|out\.[^.]+)$/.test(key)) continue
      to.setItem(key, from.getItem(key) ?? '')
      from.removeItem(key)
    }
  }

  get visitor(): Visitor | undefined {
    const known = read(this.lasting.getItem(`${this.prefix}visitor`))
    return isVisitor(known) ? known : undefined
  }
  set visitor(visitor: Visitor | undefined) {
    if (visitor) this.lasting.setItem(`${this.prefix}visitor`, JSON.stringify(visitor))
    else this.lasting.removeItem(`${this.prefix}visitor`)
  }

  /** This visit's id; a new one after half an hour of silence, or when `fresh`. */
  visitId(now: number, fresh = false): string {
    const known = read(this.tab.getItem(`${this.prefix}visit`)) as { id?: string; at?: number } | undefined
    const lives = !fresh && typeof known?.id === 'string' && now - (known.at ?? 0) < VISIT_MS
    const id = lives ? (known.id as string) : freshId()
    this.tab.setItem(`${this.prefix}visit`, JSON.stringify({ id, at: now }))
    return id
  }

  /** Small things of this tab: whether the panel is open, the draft, where the visit came from. */
  note(key: string): unknown {
    return read(this.tab.getItem(`${this.prefix}${key}`))
  }
  setNote(key: string, value: unknown): void {
    if (value === undefined) this.tab.removeItem(`${this.prefix}${key}`)
    else this.tab.setItem(`${this.prefix}${key}`, JSON.stringify(value))
  }

  /** One entry per message, so that two tabs never overwrite each other's. */
  put(messageId: string, entry: unknown): void {
    this.lasting.setItem(`${this.prefix}out.${messageId}`, JSON.stringify(entry))
  }
  take(messageId: string): void {
    this.lasting.removeItem(`${this.prefix}out.${messageId}`)
  }
  entries(): unknown[] {
    return this.keysOf(this.lasting)
      .filter((key) => key.startsWith(`${this.prefix}out.`))
      .map((key) => read(this.lasting.getItem(key)))
  }

  /** Forgets the visitor on this device and in this tab. */
  forget(): void {
    for (const place of [this.tab, this.device]) for (const key of this.keysOf(place)) place.removeItem(key)
  }

  private get lasting(): Shelf {
    return this.consent === 'yes' ? this.device : this.tab
  }
  private keysOf(place: Shelf): string[] {
    return place.keys().filter((key) => key.startsWith(this.prefix))
  }
}

function read(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const isVisitor = (value: unknown): value is Visitor =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Visitor).visitorId === 'string' &&
  typeof (value as Visitor).secret === 'string'
