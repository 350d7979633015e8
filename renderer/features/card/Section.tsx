import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { useMe } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/primitives.tsx'
import css from './card.module.css'
import { cardTexts } from './texts.ts'

const place = 'kommutator.card-folds'

/** While the operator puts the sections in order: which way this one may still go. */
export const Arranging = createContext<((name: string, by: 1 | -1) => void) | undefined>(undefined)

/** Whoever does the same work wants the same card: folds and order are kept for each set of roles. */
export const useRolePlace = (of: string): string => {
  const roles = useMe()?.roles ?? []
  return `${of}:${[...roles].sort().join('+')}`
}

function readFolds(place: string): Record<string, boolean> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, boolean>
  } catch {
    return {}
  }
}

/** Remembered for the next person: an operator who folds a section away wants it away. */
function useFold(name: string, first: boolean): [boolean, (open: boolean) => void] {
  const kept = useRolePlace(place)
  const [open, setOpen] = useState(() => readFolds(kept)[name] ?? first)
  return [
    open,
    (next) => {
      setOpen(next)
      try {
        localStorage.setItem(kept, JSON.stringify({ ...readFolds(kept), [name]: next }))
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
  // What was made in it is looked at next.
  const wanted = props.open ?? false
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it is opened from outside
  useEffect(() => {
    if (wanted) setOpen(true)
  }, [wanted])
  const move = use(Arranging)
  const say = useText(cardTexts)
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
        {move && (
          <span className={css.sectionAction}>
            <IconButton
              icon={IconArrowUp}
              iconSize={14}
              label={say('moveUp', { name: props.title })}
              onClick={() => move(props.name, -1)}
            />
            <IconButton
              icon={IconArrowDown}
              iconSize={14}
              label={say('moveDown', { name: props.title })}
              onClick={() => move(props.name, 1)}
            />
          </span>
        )}
        {open && !move && props.action && <span className={css.sectionAction}>{props.action}</span>}
      </div>
      {open && <div className={css.sectionBody}>{props.children}</div>}
    </section>
  )
}
