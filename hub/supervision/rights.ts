import type { Operator } from '../../shared/domain/company.ts'
import type { QueueId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'

export const isSupervisor = (o: Operator): boolean =>
  !o.disabled && (o.roles.includes('supervisor') || o.roles.includes('admin'))

/** Who may be on a call: everybody's by the role, or only those of some queues where the company says so. */
export function inScope(supervisor: Operator, of: Operator, queueId?: QueueId | undefined): boolean {
  const { supervises } = supervisor
  if (!supervises) return true
  return queueId ? supervises.includes(queueId) : of.queueIds.some((id) => supervises.includes(id))
}

/** @throws CodedError FORBIDDEN, SUPERVISION_OWN_CALL, SUPERVISION_OUT_OF_SCOPE */
export function mustSupervise(supervisor: Operator | undefined, of: Operator, queueId?: QueueId): void {
  if (!supervisor || !isSupervisor(supervisor)) throw new CodedError('FORBIDDEN')
  if (supervisor.operatorId === of.operatorId) throw new CodedError('SUPERVISION_OWN_CALL')
  if (!inScope(supervisor, of, queueId)) throw new CodedError('SUPERVISION_OUT_OF_SCOPE')
}
