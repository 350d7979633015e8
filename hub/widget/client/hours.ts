import type { WidgetCompany } from '../../../shared/protocol/widget-protocol.ts'

/** Whether nobody works at this moment by the hub's clock; never where the company has told no hours. */
export function closedAt(company: WidgetCompany | undefined, at: number): boolean {
  const hours = company?.hours
  if (!hours) return false
  const changed = hours.changesAt !== undefined && at >= hours.changesAt
  return hours.open === changed
}

/** When it opens next, as far as that is known. */
export const opensAt = (company: WidgetCompany | undefined): number | undefined =>
  company?.hours && !company.hours.open ? company.hours.changesAt : undefined
