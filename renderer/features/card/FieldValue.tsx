import { type CustomField, valueFault } from '../../../shared/domain/custom-field.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import css from './card.module.css'
import { caseTexts } from './case-texts.ts'
import { EditInPlace } from './EditInPlace.tsx'

/** One of the company's own fields, changed where it stands by the means of its kind. */
export function FieldValue(props: {
  field: CustomField
  value: string
  missing?: boolean
  onSave: (value: string) => void
}) {
  const { field, value, onSave } = props
  const say = useText(caseTexts)
  const language = useLanguage()
  const label = localise(field.label, language)
  const options =
    field.kind === 'yes-no' ? ['yes', 'no'] : field.kind === 'choice' ? (field.choices ?? []) : undefined
  const words = (option: string) => (field.kind === 'yes-no' ? say(option === 'yes' ? 'yes' : 'no') : option)
  const save = (next: string) => {
    const fault = valueFault(field, next)
    if (fault) return notify({ tone: 'red', title: say(`fault-${fault}`, { field: label }) })
    onSave(next)
  }
  return (
    <>
      <dt className="ellipsis" title={label}>
        {label}
        {props.missing && <span className={css.late}> *</span>}
      </dt>
      <dd>
        {options ? (
          <select
            className={css.select}
            aria-label={label}
            value={value}
            onChange={(e) => save(e.target.value)}
          >
            <option value="">{say('nothing')}</option>
            {options.map((option) => (
              <option key={option} value={option}>
                {words(option)}
              </option>
            ))}
          </select>
        ) : (
          <EditInPlace value={value} label={label} payment={field.kind === 'payment'} onSave={save} />
        )}
      </dd>
    </>
  )
}
