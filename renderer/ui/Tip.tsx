import { Tooltip } from '@mantine/core'
import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { Command } from '../keys/commands.ts'
import { useCaps } from '../keys/keys.tsx'
import css from './ui.module.css'

type Pointed = {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void
  onFocus?: (event: FocusEvent<HTMLElement>) => void
  onBlur?: (event: FocusEvent<HTMLElement>) => void
}

const hoverMs = 400

/**
 * Words and, when there is one, the command's key, over the element that it wraps: after 400 ms under the pointer, at
 * once on keyboard focus. Nothing is made before it is shown, since a desk has hundreds of them.
 */
export function Tip(props: { label: ReactNode; command?: Command; children: ReactNode }) {
  const [target, setTarget] = useState<HTMLElement>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const child = props.children as ReactElement<Pointed>
  const own = child.props

  const hide = () => {
    clearTimeout(timer.current)
    setTarget(undefined)
  }
  const show = (element: HTMLElement, afterMs: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setTarget(element), afterMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <>
      {cloneElement(child, {
        onPointerEnter(event) {
          own.onPointerEnter?.(event)
          if (event.pointerType !== 'touch') show(event.currentTarget, hoverMs)
        },
        onPointerLeave(event) {
          own.onPointerLeave?.(event)
          hide()
        },
        onFocus(event) {
          own.onFocus?.(event)
          if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 0)
        },
        onBlur(event) {
          own.onBlur?.(event)
          hide()
        },
      })}
      {target && (
        <Shown
          target={target}
          label={props.label}
          onHide={hide}
          {...(props.command ? { command: props.command } : {})}
        />
      )}
    </>
  )
}

function Shown(props: { target: HTMLElement; label: ReactNode; command?: Command; onHide: () => void }) {
  const caps = useCaps(props.command)
  const hide = useRef(props.onHide)
  useEffect(() => {
    hide.current = props.onHide
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && hide.current()
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <Tooltip
      opened
      target={props.target}
      label={
        <span className={css.tip}>
          {props.label}
          {caps && <kbd className={css.kbd}>{caps}</kbd>}
        </span>
      }
      multiline
      maw={320}
    />
  )
}
