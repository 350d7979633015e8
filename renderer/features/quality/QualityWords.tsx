import { IconAlertTriangle } from '@tabler/icons-react'
import type { Call } from '../../../shared/softphone/call.ts'
import { faultWords } from '../../../shared/softphone/fault-words.ts'
import type { Fault } from '../../../shared/softphone/quality.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './quality.module.css'
import { useQuality } from './store.ts'
import { texts } from './texts.ts'

/** Nobody can be heard at all, or only one side. */
const grave: readonly Fault[] = [
  'path-lost',
  'line-silent',
  'not-heard',
  'microphone-off',
  'microphone-silent',
]

/** Whose fault it is and what to do, for as long as it lasts; nothing while all is well. */
export function QualityWords(props: { call: Call }) {
  const { callId, phase } = props.call
  const say = useText(texts)
  const language = useLanguage()
  const fault = useQuality((s) => s.calls[callId]?.fault)
  const lost = useQuality((s) => s.lostAt !== undefined && (s.calls[callId]?.at ?? 0) <= s.lostAt)
  if (phase !== 'connected' || (!lost && !fault)) return null
  const what = lost ? say('soundLost') : fault ? faultWords[fault].what[language] : ''
  const fix = lost || !fault ? '' : faultWords[fault].fix[language]
  return (
    <span
      className={css.words}
      data-tone={lost || (fault && grave.includes(fault)) ? 'red' : 'amber'}
      role="status"
      title={[what, fix].filter(Boolean).join('. ')}
      data-testid="quality-words"
    >
      <Icon of={IconAlertTriangle} />
      <span className={css.verdictLines}>
        <b>{what}</b>
        {fix && <span className={css.fix}>{fix}</span>}
      </span>
    </span>
  )
}
