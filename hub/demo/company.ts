import type { Company } from '../../shared/domain/company.ts'
import type { Localised } from '../../shared/lib/language.ts'
import type { DemoFiles } from './files.ts'
import { demoRouting } from './routing.ts'

/** The demo company in the hub's own words; its people cannot sign in by password, only the demo itself signs one in. */
export function demoCompany(files: DemoFiles): Company {
  const { company, products } = files
  const fieldLabels = Object.fromEntries(
    company.customFields.flatMap(({ field, label }) => [
      [field, label],
      [`bot.${field}`, label],
    ]),
  )
  const paymentCard: Localised = { ru: 'Карта оплаты', pl: 'Karta płatnicza', en: 'Payment card' }
  return {
    companyId: company.companyId,
    name: company.name,
    demo: true,
    operators: company.staff.map((s) => ({
      operatorId: s.operatorId,
      name: s.name,
      login: s.email.split('@')[0] ?? s.operatorId,
      roles: s.roles,
      queueIds: s.queueIds,
      extension: s.extension,
      languages: s.languages,
      greetings: s.greetings,
      disabled: false,
    })),
    queues: company.queues.map(({ queueId, name }) => ({ queueId, name })),
    accounts: company.channelAccounts,
    dispositions: company.dispositions,
    products: products.map(({ productId, name, price, category }) => ({ productId, name, price, category })),
    fieldLabels: { ...fieldLabels, paymentCard },
    fieldKinds: { paymentCard: 'payment' },
    routing: demoRouting(company),
    settings: { recording: true, widgetCall: 'demo-switch' },
  } as unknown as Company
}
