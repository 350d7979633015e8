type Call = [name: string, ...args: unknown[]]
type Kommutator = { push(...calls: Call[]): unknown; open?(): void }

/** Tells the widget, also while its script is still on the way: exactly what the embed's manual asks of a site. */
export function tell(...call: Call): void {
  const place = window as { kommutator?: Kommutator }
  place.kommutator ??= [] as Call[]
  place.kommutator.push(call)
}
