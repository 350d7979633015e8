import { useEffect, useState } from 'react'
import type { Contract } from '../../../shared/ipc/contract.ts'
import type { z } from '../../../shared/lib/schema.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { clock, moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { auditTexts, auditWord } from './audit-texts.ts'
import css from './recordings.module.css'
import { useTold } from './told.ts'

export type AuditLine = z.infer<Contract['admin']['audit']['output']>['entries'][number]

/** Who listened to one recording, newest first. */
export function AuditList(props: { subject: string }) {
  const say = useText(auditTexts)
  const bridge = useBridge()
  const told = useTold()
  const [entries, setEntries] = useState<readonly AuditLine[]>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once each time it is opened, since asking is audited
  useEffect(() => {
    void bridge.admin.audit({ subject: props.subject, limit: 100 }).then((answer) => {
      if (told(answer) && answer.ok) setEntries(answer.value.entries)
    })
  }, [bridge, props.subject])
  const shown = entries?.filter((entry) => entry.action !== 'audit.read')
  return (
    <div className={css.audit}>
      <h4 className={css.auditTitle}>{say('listened')}</h4>
      {shown?.length === 0 && <p className={css.sentence}>{say('nobody')}</p>}
      {shown && <AuditLines entries={shown} />}
    </div>
  )
}

export function AuditLines(props: { entries: readonly AuditLine[]; onPerson?: (contactId: string) => void }) {
  const say = useText(auditTexts)
  const language = useLanguage()
  const nameOf = useOperatorName()
  const now = Date.now() + useClockOffset()
  return (
    <ul className={css.auditLines}>
      {props.entries.map((entry, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an audit never changes, and lines of one moment have no other name
        <li key={`${entry.at} ${i}`} className={css.auditLine}>
          <span className={`num ${css.faint}`}>{moment(entry.at, now, language)}</span>
          <span className={css.auditWho}>{nameOf(entry.actor)}</span>
          <span>
            {auditWord(entry.action, say)}
            {stretchesOf(entry) && <span className={`num ${css.faint}`}> {stretchesOf(entry)}</span>}
            {typeof entry.detail.why === 'string' && <span className={css.faint}> {entry.detail.why}</span>}
          </span>
          <span className={`num ${css.faint}`}>
            {typeof entry.detail.address === 'string' ? entry.detail.address : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** "0:00–0:42, 1:58–4:06" */
function stretchesOf(entry: AuditLine): string | undefined {
  const { stretches } = entry.detail
  if (!Array.isArray(stretches)) return undefined
  return stretches
    .filter(
      (s): s is { from: number; to: number } => typeof s?.from === 'number' && typeof s?.to === 'number',
    )
    .map((s) => `${clock(s.from)}–${clock(s.to)}`)
    .join(', ')
}
