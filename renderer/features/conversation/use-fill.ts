import { cardName } from '../../../shared/domain/card.ts'
import { localise } from '../../../shared/lib/language.ts'
import { fillTemplate } from '../../../shared/templates/template.ts'
import { useCompany, useMe } from '../../bridge/mirrors.ts'
import { dayHead, money } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.tsx'
import { phoneText } from '../../ui/phone.ts'
import { usePerson } from '../person/index.ts'

/** Fills a template's variables from the card, the operator and the company; what is not known stays a blank. */
export function useFill(): (body: string) => string {
  const card = usePerson((s) => s.card)
  const me = useMe()
  const company = useCompany()
  const language = useLanguage()
  return (body) => {
    const order = card?.orders.at(-1)
    const phone = card?.identities.find((i) => i.kind === 'phone')?.value
    const now = Date.now()
    return fillTemplate(body, {
      'contact.addressAs': card?.addressAs ?? card?.displayName,
      'contact.displayName': card && cardName(card),
      'contact.phone': phone && phoneText(phone),
      'contact.city': card?.city,
      'operator.firstName': me?.name.split(/\s+/)[0],
      'operator.name': me?.name,
      'order.id': order?.orderId,
      'order.total': order && money(order.total, order.currency, language),
      'order.state': order?.state,
      'company.name': company && localise(company.name, language),
      today: dayHead(now, now, language).split(', ').at(-1),
    })
  }
}
