import type { ChannelAccount, Company } from '../../shared/domain/company.ts'
import { routingOf, rulesOf, scheduleOf } from '../../shared/domain/routing-settings.ts'
import { isOpen, nextClosing, nextOpening } from '../../shared/domain/working-hours.ts'
import { localise, pickLanguage } from '../../shared/lib/language.ts'
import type { WidgetCompany } from '../../shared/protocol/widget-protocol.ts'
import type { Parts } from '../parts.ts'

/** What a visitor is shown of the company: its name in the language of their page, all else in the account's. */
export function companyFor(
  { book, presence, now }: Pick<Parts, 'book' | 'presence' | 'now'>,
  account: ChannelAccount,
  browserLanguage: string,
): WidgetCompany {
  const company = book.get()
  const language = pickLanguage([account.language ?? '', browserLanguage].filter(Boolean))
  const others = company.accounts.filter(
    (a) =>
      a.kind !== 'site' &&
      (a.language === undefined || a.language === account.language) &&
      (account.buttons === undefined || account.buttons.includes(a.kind)),
  )
  const kinds = [...new Map(others.map((a) => [a.kind, a])).values()]
  return {
    name: localise(company.name, pickLanguage([browserLanguage, language])),
    language,
    online: presence.anybodyAvailable(),
    buttons: kinds.flatMap((a) => {
      const href = hrefOf(a)
      return href ? [{ kind: a.kind, label: a.name, href }] : []
    }),
    call: company.settings.widgetCall,
    recording: company.settings.recording,
    ...hoursOf(company, account, now()),
  }
}

function hoursOf(company: Company, { queueId }: ChannelAccount, at: number): Pick<WidgetCompany, 'hours'> {
  const routing = routingOf(company)
  const schedule = scheduleOf(routing, queueId)
  if (!schedule) return {}
  const open = isOpen(schedule, at)
  const changesAt = open ? nextClosing(schedule, at) : nextOpening(schedule, at)
  const form = rulesOf(routing, queueId).offHours?.form ?? false
  return { hours: { open, form, ...(changesAt === undefined ? {} : { changesAt }) } }
}

/** Where an account is written to from a browser; undefined where a browser cannot go. */
function hrefOf({ kind, address }: ChannelAccount): string | undefined {
  if (!address) return undefined
  switch (kind) {
    case 'telegram':
      return `https://t.me/${encodeURIComponent(address)}`
    case 'whatsapp':
      return `https://wa.me/${address.replace(/\D/g, '')}`
    case 'viber':
      return `viber://pa?chatURI=${encodeURIComponent(address)}`
    case 'vk':
      return `https://vk.me/${encodeURIComponent(address)}`
    case 'email':
      return `mailto:${address}`
    default:
      return undefined
  }
}
