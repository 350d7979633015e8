import type { Company } from '../../../shared/domain/company.ts'
import {
  type CallTraits,
  decideRecording,
  type RecordingPolicy,
} from '../../../shared/domain/recording-rules.ts'
import { type Language, localise } from '../../../shared/lib/language.ts'
import type { Say } from '../../i18n/use-text.tsx'
import type { recordingTexts } from './recording-texts.ts'

type SayRecording = Say<(typeof recordingTexts)['texts']>

/** "Incoming on +7 495…, queue Sales: recorded, announced, kept 180 days (rule 2)" */
export function explainRule(
  policy: RecordingPolicy,
  call: CallTraits,
  { company, language, say }: { company: Company; language: Language; say: SayRecording },
): string {
  const account = company.accounts.find((a) => a.accountId === call.accountId)
  const queue = company.queues.find((q) => q.queueId === call.queueId)
  const { record, announcement, keepDays, ruleId } = decideRecording(policy, call)
  const line = account?.address || account?.name || say('any')
  const number = policy.rules.findIndex((rule) => rule.ruleId === ruleId) + 1
  return [
    say(call.direction === 'in' ? 'sayIn' : 'sayOut', { line }),
    queue ? say('sayQueue', { queue: localise(queue.name, language) }) : '',
    ': ',
    say(record ? 'sayRecorded' : 'sayNotRecorded'),
    record && announcement.kind !== 'none' ? say('sayAnnounced') : '',
    record ? (keepDays === undefined ? say('sayForever') : say('sayKept', { count: keepDays })) : '',
    ` (${number > 0 ? say('byRule', { number }) : say('byDefault')})`,
  ].join('')
}
