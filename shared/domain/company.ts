import { AccountId, DispositionId, OperatorId, QueueId } from '../lib/ids.ts'
import { Localised } from '../lib/language.ts'
import { z } from '../lib/schema.ts'
import { SupervisionSettings } from '../supervision/settings.ts'
import { ChannelKind } from './channel.ts'
import { CustomFields } from './custom-field.ts'
import { AnnouncementSound, RecordingPolicy } from './recording-rules.ts'
import { RoutingSettings } from './routing-settings.ts'

/** `privacy`: may see what was masked in texts; none of the others includes it. */
export const Role = z.enum(['operator', 'supervisor', 'admin', 'auditor', 'privacy'])
export type Role = z.infer<typeof Role>

export const Presence = z.enum(['available', 'busy', 'away', 'offline'])
export type Presence = z.infer<typeof Presence>

export const Operator = z.object({
  operatorId: OperatorId,
  name: z.string(),
  login: z.string(),
  roles: z.array(Role),
  queueIds: z.array(QueueId),
  extension: z.optional(z.string()),
  languages: z.array(z.string()),
  greetings: z.record(z.string(), z.string()),
  disabled: z.boolean(),
  /** Of a supervisor: only calls of these queues, and people who work for them. Left out: everybody's. */
  supervises: z.optional(z.array(QueueId)),
})
export type Operator = z.infer<typeof Operator>

export const Queue = z.object({
  queueId: QueueId,
  name: Localised,
  /** Out of use: nothing new comes into it, and what is told of it keeps its name. */
  archived: z.optional(z.boolean()),
})
export type Queue = z.infer<typeof Queue>

/** A channel kind configured with one address of the company: a bot, a mailbox, a phone line, a site. */
export const ChannelAccount = z.object({
  accountId: AccountId,
  kind: ChannelKind,
  name: z.string(),
  address: z.string(),
  queueId: QueueId,
  language: z.optional(z.string()),
  buttons: z.optional(z.array(z.string())),
  windowHours: z.optional(z.number()),
  maxLength: z.optional(z.number()),
})
export type ChannelAccount = z.infer<typeof ChannelAccount>

export const Disposition = z.object({
  dispositionId: DispositionId,
  name: Localised,
  outcome: z.enum(['open', 'won', 'lost', 'resolved', 'other']),
  queueIds: z.array(QueueId),
  needsComment: z.boolean(),
})
export type Disposition = z.infer<typeof Disposition>

export const Product = z.object({
  productId: z.string(),
  name: Localised,
  price: z.record(z.string(), z.number()),
  category: z.optional(z.string()),
})
export type Product = z.infer<typeof Product>

/** What a visitor's Call button does once a real PBX carries the company's calls. */
export const WidgetCall = z.enum(['demo-switch', 'call-back', 'off'])
export type WidgetCall = z.infer<typeof WidgetCall>

export const CompanySettings = z.object({
  /** Whether any call is recorded; what is done with which call stands in the rules. */
  recording: z.boolean(),
  /** Absent in a company that has never had any: then `recording` speaks for every call (`policyOf`). */
  recordingRules: z.optional(RecordingPolicy),
  /** Sounds that the company has uploaded to be announced. */
  announcementSounds: z.optional(z.array(AnnouncementSound)),
  widgetCall: WidgetCall,
  supervision: z.optional(SupervisionSettings),
})
export type CompanySettings = z.infer<typeof CompanySettings>

/** What every signed-in console knows of the company; small enough to be sent whole. */
export const Company = z.object({
  companyId: z.string(),
  name: Localised,
  demo: z.boolean(),
  operators: z.array(Operator),
  queues: z.array(Queue),
  accounts: z.array(ChannelAccount),
  dispositions: z.array(Disposition),
  products: z.array(Product),
  /** Card fields that are more than text; `payment`: card data, never recorded and kept masked. */
  fieldKinds: z.optional(z.record(z.string(), z.enum(['text', 'payment']))),
  fieldLabels: z.record(z.string(), Localised),
  /** Who is offered what, and what is promised to customers; absent: as a company that has set nothing (`routingOf`). */
  routing: z.optional(RoutingSettings),
  /** The company's own fields, in their order. */
  customFields: z.optional(CustomFields),
  settings: CompanySettings,
})
export type Company = z.infer<typeof Company>

/** Whether a field of a card holds card data, by whichever of its names: what a bot filled in has `bot.` in front. */
export const isPaymentField = (company: Pick<Company, 'fieldKinds'> | undefined, field: string): boolean =>
  company?.fieldKinds?.[bareField(field)] === 'payment'
export const bareField = (field: string): string => field.replace(/^bot\./, '')
