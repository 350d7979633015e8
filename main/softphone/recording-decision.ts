import type { Company } from '../../shared/domain/company.ts'
import {
  decideRecording,
  lineOfCall,
  policyOf,
  type RecordingDecision,
} from '../../shared/domain/recording-rules.ts'
import { QueueId } from '../../shared/lib/ids.ts'
import type { Call } from '../../shared/softphone/call.ts'
import { optional } from './optional.ts'

/** The company's rules on a call of this console: first match wins. `dialled`: the user or number that it was for. */
export function recordingOf(
  { direction, queueId }: Call,
  company: Company | undefined,
  dialled: string | undefined,
): Pick<RecordingDecision, 'record' | 'announcement'> {
  if (!company) return { record: false, announcement: { kind: 'none' } }
  const account = lineOfCall(company.accounts, { dialled, queueId })
  return decideRecording(policyOf(company.settings), {
    direction,
    ...optional('accountId', account?.accountId),
    ...(queueId ? { queueId: QueueId.parse(queueId) } : {}),
  })
}
