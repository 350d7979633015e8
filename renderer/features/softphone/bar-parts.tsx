import { IconPlayerPause } from '@tabler/icons-react'
import type { ComponentProps, ReactNode, Ref } from 'react'
import type { Call } from '../../../shared/softphone/call.ts'
import { holdTone } from '../../../shared/softphone/desk.ts'
import { useCalls, useCompany, useLines } from '../../bridge/mirrors.ts'
import { clock } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import type { Command } from '../../keys/commands.ts'
import { useCaps } from '../../keys/keys.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { useNow } from '../../ui/now.ts'
import { phoneText } from '../../ui/phone.ts'
import { Avatar, Kbd, Pill, Tip } from '../../ui/primitives.tsx'
import css from './softphone.module.css'
import { texts } from './texts.ts'
import { useCallWords } from './use-caller.ts'

/** Who it is and on which line, at the left of every bar. */
export function Who(props: { call: Call; strong?: boolean }) {
  const { call, strong = true } = props
  const say = useText(texts)
  const { name, face, line } = useCallWords(call)
  const rings = call.phase === 'offered'
  const way = rings ? 'ringing' : call.direction === 'in' ? 'incoming' : 'outgoing'
  const named = rings ? 'lineRinging' : call.direction === 'in' ? 'lineIn' : 'lineOut'
  const parent = useCalls((calls) => calls.find((c) => c.callId === call.parentId))
  const passer = useColleague(call.identifiedBy === 'transfer' ? call.remote : undefined)
  const about =
    call.direction === 'out' && parent ? (parent.remoteName ?? phoneText(parent.remote)) : undefined
  const under = about
    ? say('consultation', { name: about })
    : passer
      ? say('passedBy', { name: passer })
      : line
        ? say(named, { line })
        : say(way)
  return (
    <>
      <Avatar name={face} size={32} />
      <div className={css.who}>
        <span className={`ellipsis ${strong ? css.name : css.nameQuiet}`} title={name}>
          {name}
        </span>
        <span className={`ellipsis ${css.line}`} title={under}>
          {under}
        </span>
      </div>
    </>
  )
}

/** The colleague who has this number on our own switch. */
function useColleague(user: string | undefined): string | undefined {
  const company = useCompany()
  if (user === undefined) return undefined
  return company?.operators.find((o) => (o.extension ?? o.operatorId) === user)?.name
}

/** A clock since a moment of this computer; silent for screen readers. */
export function Since(props: { at: number; className?: string | undefined }) {
  const now = useNow()
  return (
    <span role="timer" aria-live="off" className={`num ${props.className ?? ''}`}>
      {clock(Math.max(0, (now - Math.floor(props.at / 1000) * 1000) / 1000))}
    </span>
  )
}

/** How long the customer has waited on hold; the colour says when it is too long. */
export function HoldPill(props: { since: number }) {
  const say = useText(texts)
  const now = useNow()
  const seconds = Math.max(0, (now - props.since) / 1000)
  const tone = holdTone(seconds)
  return (
    <Pill tone={tone} icon={IconPlayerPause}>
      {say(tone === 'red' ? 'waitsOnHold' : 'onHold')} <span className="num">{clock(seconds)}</span>
    </Pill>
  )
}

/**
 * A 36 px button of a call bar. Its word hides where the bar is narrow (unless it must be read); a bare icon tells its
 * key in its tip. All that is seen on it is in its name, for those who speak to their computer
 * (WCAG 2.5.3).
 */
export function BarButton(
  props: Omit<ComponentProps<'button'>, 'type' | 'children'> & {
    icon: IconType
    label: string
    command?: Command
    /** True: words always; `wide`: where there is room; false: never. */
    words?: boolean | 'wide'
    on?: boolean
    look?: 'plain' | 'red'
    ref?: Ref<HTMLButtonElement>
  },
) {
  const { icon, label, command, words = 'wide', on, look = 'plain', ...rest } = props
  const caps = useCaps(command)
  const shownCaps = words === false ? undefined : caps
  return (
    <Tip label={label} {...(command ? { command } : {})}>
      <button
        {...rest}
        type="button"
        className={css.barButton}
        aria-label={shownCaps ? `${label} ${shownCaps}` : label}
        aria-pressed={on}
        data-look={look}
      >
        <Icon of={icon} size={18} />
        {words !== false && <span className={words === 'wide' ? css.wideWord : undefined}>{label}</span>}
        {shownCaps && (
          <>
            {' '}
            <Kbd>{shownCaps}</Kbd>
          </>
        )}
      </button>
    </Tip>
  )
}

/** The frame of a bar: its edge says what it is. */
export const Bar = (props: {
  kind: 'live' | 'held' | 'ringing' | 'relayed'
  label: string
  callId: string
  children: ReactNode
}) => (
  <article className={css.bar} data-kind={props.kind} data-call={props.callId} aria-label={props.label}>
    <LineEdge callId={props.callId} />
    {props.children}
  </article>
)

/** The colour of the brand whose line it is, beside the edge that says what the call is doing. */
export function LineEdge(props: { callId: string }) {
  const lineId = useCalls((calls) => calls.find((c) => c.callId === props.callId)?.lineId)
  const colour = useLines((lines) => lines.find((l) => l.lineId === lineId)?.colour ?? 'none')
  return colour === 'none' ? null : <span className={css.lineEdge} data-line={colour} aria-hidden />
}
