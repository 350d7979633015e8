import { IconAlertTriangle } from '@tabler/icons-react'
import type { Card } from '../../../shared/domain/card.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { phoneText } from '../../ui/phone.ts'
import { fieldLabel } from '../timeline/index.ts'
import { type Conflict, conflictsOf } from './conflicts.ts'
import css from './finder.module.css'
import { finderTexts } from './texts.ts'

/** Where two cards do not agree, side by side, and whose words are to stand. */
export function Conflicts(props: {
  mine: Card
  theirs: Card
  front: 'mine' | 'theirs'
  names: [mine: string, theirs: string]
  onFront: (front: 'mine' | 'theirs') => void
}) {
  const { mine, theirs, front, names, onFront } = props
  const say = useText(finderTexts)
  const language = useLanguage()
  const company = useCompany()
  const list = conflictsOf(mine, theirs)
  const label = (what: Conflict['what']) =>
    what.startsWith('field:')
      ? fieldLabel(what.slice(6), { company, language })
      : say(`of-${what as Exclude<Conflict['what'], `field:${string}`>}`)
  return (
    <table className={css.conflicts} data-testid="conflicts">
      <thead>
        <tr>
          <th scope="col">{say('stands')}</th>
          {(['mine', 'theirs'] as const).map((side, i) => (
            <th key={side} scope="col">
              <label className={css.front}>
                <input type="radio" name="front" checked={front === side} onChange={() => onFront(side)} />
                <span className="ellipsis">{phoneText(names[i] ?? '') || say('unnamed')}</span>
              </label>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.what}>
            <th scope="row">
              {one.strong && <Icon of={IconAlertTriangle} size={14} color="amber" />} {label(one.what)}
            </th>
            <td data-stands={front === 'mine'}>{one.mine}</td>
            <td data-stands={front === 'theirs'}>{one.theirs}</td>
          </tr>
        ))}
        {list.some((one) => one.strong) && (
          <tr>
            <td colSpan={3} className={css.doubt}>
              {say('doubt')}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
