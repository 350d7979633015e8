import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Icon } from '../../ui/icon.tsx'
import css from './card.module.css'

const place = 'kommutator.card-folds'

function readFolds(): Record<string, boolean> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, boolean>
  } catch {
    return {}
  }
}

/** Remembered for the next person: an operator who folds a section away wants it away. */
function useFold(name: string, first: boolean): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => readFolds()[name] ?? first)
  return [
    open,
    (next) => {
      setOpen(next)
      try {
        localStorage.setItem(place, JSON.stringify({ ...readFolds(), [name]: next }))
      } catch {
        // Without a store the fold lasts as long as the window.
      }
    },
  ]
}

/** A part of the card that folds away; it keeps its place and its state from person to person. */
export function Section(props: {
  name: string
  title: string
  count?: number
  action?: ReactNode
  folded?: boolean
  /** Open whatever the operator chose: something in it is being done. */
  open?: boolean
  children: ReactNode
}) {
  const [chosen, setOpen] = useFold(props.name, !props.folded)
  const open = props.open || chosen
  return (
    <section className={css.section} data-section={props.name}>
      <div className={css.sectionHead}>
        <h3 style={{ margin: 0, font: 'inherit' }}>
          <button type="button" className={css.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon of={open ? IconChevronDown : IconChevronRight} color="faint" />
            {props.title}
            {props.count !== undefined && props.count > 0 && (
              <span className={`${css.count} num`}>{props.count}</span>
            )}
          </button>
        </h3>
        {open && props.action && <span className={css.sectionAction}>{props.action}</span>}
      </div>
      {open && <div className={css.sectionBody}>{props.children}</div>}
    </section>
  )
}
