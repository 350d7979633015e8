import type { RowFault } from '../../../shared/domain/queue-csv.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { queueTexts } from './queue-texts.ts'
import css from './settings.module.css'

/** The rows of a table that are not taken, each with its line, what is in it and why. */
export function RowFaults(props: { faults: readonly RowFault[] }) {
  const say = useText(queueTexts)
  const language = useLanguage()
  if (props.faults.length === 0) return null
  return (
    <ul className={css.rowFaults}>
      {props.faults.map(({ line, code, what }) => (
        <li key={line}>
          <b>{say('previewRow', { line: String(line) })}</b>
          {what && <code>{what}</code>}
          <span>{sentence(code, language)}</span>
        </li>
      ))}
    </ul>
  )
}
