import { IconUser } from '@tabler/icons-react'
import type { ComponentProps, CSSProperties, ReactNode, Ref } from 'react'
import { initials } from '../i18n/format.ts'
import type { Command } from '../keys/commands.ts'
import { useCaps } from '../keys/keys.tsx'
import { ChannelIcon, type Wire } from './channel.tsx'
import { Icon, type IconType } from './icon.tsx'
import { Tip } from './Tip.tsx'
import css from './ui.module.css'

export { Tip }

/** A key cap: `<Kbd>Alt N</Kbd>`. */
export const Kbd = (props: { children: ReactNode }) => <kbd className={css.kbd}>{props.children}</kbd>

/** The key cap of a command, as the operator has mapped it. */
export function CommandKbd(props: { command: Command }) {
  return <Kbd>{useCaps(props.command)}</Kbd>
}

type ButtonLook = 'default' | 'primary' | 'green' | 'red' | 'amber' | 'quiet' | 'link'

/** A button with its word, an icon before it and its key after it. One filled button per region. */
export function Button(
  props: Omit<ComponentProps<'button'>, 'type'> & {
    look?: ButtonLook
    size?: 'small' | 'normal' | 'large'
    icon?: IconType
    command?: Command
    /** A key that is not a command: `Enter`. */
    caps?: string
    submit?: boolean
  },
) {
  const {
    look = 'default',
    size = 'normal',
    icon,
    command,
    caps,
    submit,
    className,
    children,
    ...rest
  } = props
  const mapped = useCaps(command) ?? caps
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={`${css.button} ${className ?? ''}`}
      data-look={look}
      data-size={size}
    >
      {icon && <Icon of={icon} />}
      {children}
      {mapped && <span className={css.buttonKey}>{mapped}</span>}
    </button>
  )
}

/** A button that is only an icon: its name is read aloud and stands, with its key, in the tooltip. */
export function IconButton(
  props: Omit<ComponentProps<'button'>, 'type' | 'children'> & {
    icon: IconType
    label: string
    command?: Command
    iconSize?: number
    size?: 'normal' | 'large'
    pressed?: boolean
    ref?: Ref<HTMLButtonElement>
  },
) {
  const { icon, label, command, iconSize = 18, size = 'normal', pressed, className, ...rest } = props
  return (
    <Tip label={label} {...(command ? { command } : {})}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={`${css.iconButton} ${className ?? ''}`}
        data-size={size}
      >
        <Icon of={icon} size={iconSize} />
      </button>
    </Tip>
  )
}

export type Tone = 'neutral' | 'green' | 'amber' | 'red' | 'accent' | 'outline'

/** A short state in words. */
export const Pill = (props: { tone?: Tone; icon?: IconType; children: ReactNode; title?: string }) => (
  <span className={css.pill} data-tone={props.tone ?? 'neutral'} title={props.title}>
    {props.icon && <Icon of={props.icon} size={14} />}
    {props.children}
  </span>
)

/** A count; nothing at zero. */
export const Badge = (props: {
  count: number
  tone?: 'accent' | 'red' | 'neutral'
  label?: string
  className?: string | undefined
}) =>
  props.count > 0 ? (
    <span className={`${css.badge} ${props.className ?? ''}`} data-tone={props.tone ?? 'accent'}>
      {props.count > 99 ? '99+' : props.count}
      {props.label && <span className="visually-hidden"> {props.label}</span>}
    </span>
  ) : null

/** Initials, or a figure for who has no name yet, with the channel's mark in the corner. */
export function Avatar(props: { name: string; size?: number; wire?: Wire | undefined; under?: string }) {
  const { name, size = 36, wire, under } = props
  const letters = initials(name)
  const style = {
    width: size,
    height: size,
    fontSize: size > 32 ? 13 : size > 20 ? 11 : 9,
    ...(under ? { '--under': under } : {}),
  } as CSSProperties
  return (
    <span className={css.avatar} style={style} aria-hidden>
      {letters || <Icon of={IconUser} size={size / 2} />}
      {wire && (
        <span className={css.glyph}>
          <ChannelIcon wire={wire} size={14} />
        </span>
      )}
    </span>
  )
}

/** How much of a time is left: `share` 1 whole, 0 gone. */
export function Ring(props: { share: number; tone?: 'faint' | 'amber' | 'red' | 'accent'; size?: number }) {
  const { share, tone = 'faint', size = 14 } = props
  const r = size / 2 - 1.5
  const length = 2 * Math.PI * r
  const left = Math.min(1, Math.max(0, share))
  const color = { faint: 'border-strong', amber: 'amber-fill', red: 'red', accent: 'accent' }[tone]
  return (
    <svg width={size} height={size} aria-hidden style={{ flex: 'none' }}>
      <circle cx={size / 2} cy={size / 2} r={r} fill="none" stroke="var(--k-border)" strokeWidth="2" />
      <circle
        cx={size / 2}
        cy={size / 2}
        r={r}
        fill="none"
        stroke={`var(--k-${color})`}
        strokeWidth="2"
        strokeLinecap="round"
        strokeDasharray={`${length * left} ${length}`}
        transform={`rotate(-90 ${size / 2} ${size / 2})`}
      />
    </svg>
  )
}

/** A block in the place of what is coming; wrap groups in `Late` so that they show only after 200 ms. */
export const Skeleton = (props: { width: number | string; height?: number; round?: boolean }) => (
  <span
    className={css.skeleton}
    style={{
      width: props.width,
      height: props.height ?? 12,
      ...(props.round ? { borderRadius: '50%' } : {}),
    }}
  />
)

/** Shows its children only after 200 ms, so that what loads at once never flickers. */
export const Late = (props: { children: ReactNode }) => (
  <div className={css.late} aria-busy="true">
    {props.children}
  </div>
)

/** Nothing here, or it could not be had: what it is, why, and one thing to do. */
export function EmptyState(props: {
  icon: IconType
  title: string
  children?: ReactNode
  actions?: ReactNode
  tone?: 'dim' | 'red'
  /** The failure's code, for whoever is asked for help. */
  code?: string
}) {
  return (
    <div className={css.empty} role={props.tone === 'red' ? 'alert' : undefined}>
      <Icon of={props.icon} size={28} color={props.tone === 'red' ? 'red' : 'dim'} />
      <h2 className={css.emptyTitle}>{props.title}</h2>
      {props.children && <div>{props.children}</div>}
      {props.actions && <div className={css.emptyActions}>{props.actions}</div>}
      {props.code && <div className={css.emptyCode}>{props.code}</div>}
    </div>
  )
}
