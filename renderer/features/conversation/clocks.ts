import { useCallback } from 'react'
import type { Conversation } from '../../../shared/domain/conversation.ts'
import { type RoutingSettings, routingOf } from '../../../shared/domain/routing-settings.ts'
import { type SlaClock, slaClock } from '../../../shared/domain/sla.ts'
import { useCompany } from '../../bridge/mirrors.ts'

/** The company's promises and hours; the same object until they change. */
export const useRouting = (): RoutingSettings => routingOf(useCompany())

/** The clock of a row at a moment, by the company's promises. */
export function useClockOf(): (row: Conversation | undefined, now: number) => SlaClock | undefined {
  const routing = useRouting()
  return useCallback((row, now) => row && slaClock(row, routing, now), [routing])
}
