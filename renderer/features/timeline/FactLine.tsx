import type { ReactNode } from 'react'
import { timeOfDay } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import css from './items.module.css'

/** A fact in one thin line: icon in the gutter, words, an action that appears in its own slot, the time. */
export function FactLine(props: {
  icon: IconType
  tone?: 'faint' | 'red'
  tall?: boolean
  at: number
  action?: ReactNode
  children: ReactNode
}) {
  const language = useLanguage()
  return (
    <div className={css.fact} data-tall={props.tall ?? false} data-testid="fact">
      <span className={css.gutterIcon}>
        <Icon of={props.icon} color={props.tone ?? 'faint'} />
      </span>
      <span
        className="ellipsis"
        onPointerEnter={(e) => {
          // The whole text is in the tooltip; it is read off only when somebody looks.
          e.currentTarget.title = e.currentTarget.textContent ?? ''
        }}
      >
        {props.children}
      </span>
      {props.action && <span className={css.factAction}>{props.action}</span>}
      <time className={`${css.factTime} num`}>{timeOfDay(props.at, language)}</time>
    </div>
  )
}
