import { ChannelKind } from '../domain/channel.ts'
import { SaidKind } from '../domain/said.ts'
import { ContactId, DispositionId, OperatorId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'

/** A word that was not taken as it was typed: the keyboard had another layout on, or a letter slipped. */
export const WordRead = z.object({
  typed: z.string(),
  as: z.string(),
  why: z.enum(['layout', 'typo']),
})
export type WordRead = z.infer<typeof WordRead>

/** Without any: everything, of everybody, of all time. `from` and `to` are moments, both included. */
export const SearchFilters = z.object({
  channel: z.optional(ChannelKind),
  operatorId: z.optional(OperatorId),
  kind: z.optional(SaidKind),
  from: z.optional(z.number()),
  to: z.optional(z.number()),
})
export type SearchFilters = z.infer<typeof SearchFilters>

export const SearchQuery = z.extend(SearchFilters, {
  text: z.string().check(z.maxLength(200)),
  /** Goes on after what was found before. */
  after: z.optional(z.number()),
})
export type SearchQuery = z.infer<typeof SearchQuery>

export const SearchHit = z.object({
  /** The person as they are known now; the card that it was said on may since be one of several. */
  personId: ContactId,
  name: z.string(),
  named: z.boolean(),
  eventId: z.string(),
  at: z.number(),
  kind: SaidKind,
  channel: z.optional(ChannelKind),
  /** Absent where the customer said it, or nobody did. */
  operatorId: z.optional(OperatorId),
  direction: z.optional(z.enum(['in', 'out'])),
  dispositionId: z.optional(DispositionId),
  /** A stretch of it, and where in it the words stand. */
  text: z.string(),
  marks: z.array(z.tuple([z.number(), z.number()])),
})
export type SearchHit = z.infer<typeof SearchHit>

export const SearchAnswer = z.object({
  hits: z.array(SearchHit),
  read: z.array(WordRead),
  /** Asks for older ones; absent when these are all. */
  after: z.optional(z.number()),
  /** 0 to 1 while data of before is still being indexed. */
  indexed: z.optional(z.number()),
  /** Only what lies on this computer was looked through: the server is away. */
  local: z.optional(z.boolean()),
})
export type SearchAnswer = z.infer<typeof SearchAnswer>
