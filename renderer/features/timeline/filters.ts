import type { TimelineItem } from '../../../shared/domain/timeline.ts'

export const filters = ['all', 'chats', 'calls', 'email', 'orders', 'site', 'notes'] as const
export type Filter = (typeof filters)[number]

/** Which filters show an item, besides `all`. */
export function filtersOf(item: TimelineItem): readonly Filter[] {
  switch (item.kind) {
    case 'message':
    case 'scheduled':
      return item.channel === 'email' ? ['email'] : ['chats']
    case 'bot':
      return ['chats']
    case 'disposition':
      return ['chats', 'email']
    case 'call':
      return ['calls']
    case 'note':
    case 'link':
      return ['notes']
    case 'line':
      return byType(item.event.type)
  }
}

function byType(type: string): readonly Filter[] {
  if (/^(order|return|cart|compensation|application|subscription|offer)\./.test(type)) return ['orders']
  if (/^(visit|page|app|search|product|widget|store|campaign)\./.test(type)) return ['site']
  if (/^voicemail\./.test(type)) return ['calls']
  if (/^(promise|tag|field|case|contact)\./.test(type)) return ['notes']
  return ['chats']
}

export const passes = (item: TimelineItem, filter: Filter): boolean =>
  filter === 'all' || filtersOf(item).includes(filter)
