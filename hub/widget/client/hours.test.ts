import { expect, it } from 'vitest'
import type { WidgetCompany } from '../../../shared/protocol/widget-protocol.ts'
import { closedAt, opensAt } from './hours.ts'

const company = (hours?: WidgetCompany['hours']) => ({ hours }) as WidgetCompany

it('a page that stays open over the moment in which the company opens or closes knows it', () => {
  const night = company({ open: false, form: true, changesAt: 100 })
  expect([closedAt(night, 99), closedAt(night, 100)]).toEqual([true, false])
  const day = company({ open: true, form: true, changesAt: 100 })
  expect([closedAt(day, 99), closedAt(day, 100)]).toEqual([false, true])
  expect([closedAt(company({ open: false, form: false }), 1), closedAt(company(), 1)]).toEqual([true, false])
  expect([opensAt(night), opensAt(day), opensAt(undefined)]).toEqual([100, undefined, undefined])
})
