import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Localised } from '../../shared/lib/language.ts'

/** The demo company as it lies in `resources/demo` (its README says what each field means). */
export type DemoEvent = Record<string, unknown> & {
  eventId: string
  at: number
  sec?: number
  contactId: string
  interactionId?: string
  type: string
}
export type DemoIdentity = {
  identityId: string
  kind: string
  value: string
  strong: boolean
  verifiedVia: string
  scope?: string
  device?: string
}
export type DemoContact = {
  contactId: string
  displayName: string
  language: string
  city: string | null
  sex: string | null
  birthYear: number | null
  country: string | null
  addressAs: string | null
  identities: DemoIdentity[]
  consents: Record<string, boolean | number>
  attributes: Record<string, string>
  tags: string[]
  customFields: Record<string, string>
}
export type DemoCompany = {
  companyId: string
  name: Localised
  queues: {
    queueId: string
    name: Localised
    scheduleId: string
    distribution: string
    priority: number
  }[]
  teams: { teamId: string; name: string }[]
  skills: { skillId: string; name: string }[]
  workingHours: {
    scheduleId: string
    timeZone: string
    week: Record<string, [string, string] | null>
    holidays: { monthDay: string; name: string; hours: [string, string] | null }[]
  }[]
  breakReasons: { breakReasonId: string; name: Localised; presence: string; maxMinutes: number }[]
  sla: {
    queueId: string
    voiceAnswerSeconds: number
    chatFirstReplySeconds: number
    messengerFirstReplySeconds: number
    emailFirstReplyMinutes: number
  }[]
  shortAbandonSeconds: number
  staff: {
    operatorId: string
    teamId?: string
    skills?: string[]
    chatCapacity?: number
    name: string
    roles: string[]
    queueIds: string[]
    languages: string[]
    extension: string
    email: string
    greetings: Record<string, string>
  }[]
  channelAccounts: {
    accountId: string
    kind: string
    name: string
    address: string
    queueId: string
    language?: string
    buttons?: string[]
    windowHours?: number
    maxLength?: number
  }[]
  dispositions: {
    dispositionId: string
    name: Localised
    outcome: string
    queueIds: string[]
    needsComment: boolean
  }[]
  customFields: { field: string; label: Localised }[]
}
export type DemoProduct = {
  productId: string
  name: Localised
  category: string
  price: Record<string, number>
  picture: string
}
export type DemoAudio = Record<
  string,
  { file: string; seconds: number; peaks?: { operator: number[]; customer: number[] } }
>
export type DemoFiles = {
  company: DemoCompany
  products: DemoProduct[]
  contacts: DemoContact[]
  merges: { cards: [string, string]; key: { kind: string; value: string } }[]
  events: DemoEvent[]
  audio: DemoAudio
}

const json = (dir: string, name: string) => JSON.parse(readFileSync(join(dir, name), 'utf8'))
const lines = (dir: string, name: string) =>
  readFileSync(join(dir, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

export function readDemo(dir: string): DemoFiles {
  const people = json(dir, 'contacts.json')
  return {
    company: json(dir, 'company.json'),
    products: json(dir, 'products.json').products,
    contacts: people.contacts,
    merges: people.expectedMerges,
    events: lines(dir, 'timelines.ndjson'),
    audio: json(dir, 'audio/index.json'),
  }
}
