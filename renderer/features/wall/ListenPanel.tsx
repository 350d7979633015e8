import {
  IconEye,
  IconEyeOff,
  IconMicrophone,
  IconMicrophoneOff,
  IconPointFilled,
  IconSquare,
} from '@tabler/icons-react'
import type { SupervisedCall } from '../../../shared/ipc/contract.ts'
import { errorCode, sentence } from '../../../shared/lib/errors.ts'
import {
  type BoardLine,
  type DeskCall,
  type SuperviseMode,
  speaks,
} from '../../../shared/supervision/board.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useOperatorName, useSupervise } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Avatar, Button, Kbd } from '../../ui/primitives.tsx'
import { MosBars, Timer, useQueueName } from './parts.tsx'
import { SetStatus } from './SetStatus.tsx'
import { texts } from './texts.ts'
import { callInFront } from './tile-state.ts'
import { WhoHears } from './WhoHears.tsx'
import css from './wall.module.css'

type PanelProps = {
  line: BoardLine | undefined
  asking: 'barge' | 'takeover' | undefined
  onMode: (mode: SuperviseMode) => void
  onAnswer: (yes: boolean) => void
  onStop: () => void
  onHandOver: () => void
}

const modes: readonly { mode: SuperviseMode; key: string }[] = [
  { mode: 'listen', key: 'L' },
  { mode: 'whisper', key: 'W' },
  { mode: 'barge', key: 'B' },
]

/** The chosen operator's call: how one takes part in it, who hears whom, and what the operator sees of it. */
export function ListenPanel(props: PanelProps) {
  const { line, asking, onMode, onAnswer, onStop, onHandOver } = props
  const say = useText(texts)
  const nameOf = useOperatorName()
  const mine = useSupervise((s) => s?.session)
  const session = line && mine?.operatorId === line.operatorId ? mine : undefined
  if (!line)
    return (
      <aside className={css.panel} aria-label={say('panel')}>
        <p className={css.choose}>{say('choose')}</p>
      </aside>
    )
  const name = nameOf(line.operatorId)
  const first = name.split(' ')[0] ?? name
  const call = line.calls.find((c) => c.callId === session?.callId) ?? callInFront(line, undefined)
  const on = call?.phase === 'connected'
  return (
    <aside className={css.panel} aria-label={say('panel')} data-testid="listen-panel">
      <PanelHead line={line} call={call} name={name} />
      <fieldset className={css.modes} disabled={!on}>
        <legend className="visually-hidden">{say('modes')}</legend>
        {modes.map(({ mode, key }) => (
          <button
            key={mode}
            type="button"
            aria-pressed={session?.wanted === mode}
            onClick={() => onMode(mode)}
          >
            {say(mode)} <Kbd>{key}</Kbd>
          </button>
        ))}
      </fieldset>
      <div className={css.part}>
        <h3 className={css.partTitle}>{say('hears')}</h3>
        <WhoHears
          mode={session?.state === 'on' ? session.mode : undefined}
          held={call?.heldAt !== undefined}
          muted={call?.muted ?? false}
          name={first}
        />
        <Sentence session={session} call={call} first={first} line={line} />
        {asking && (
          <div className={css.ask} role="alertdialog" aria-label={say(asking)}>
            <span>{say(asking === 'barge' ? 'askBarge' : 'askTakeover')}</span>
            <span className={css.askButtons}>
              <Button look="amber" caps={asking === 'barge' ? 'B' : 'T'} onClick={() => onAnswer(true)}>
                {say('yes')}
              </Button>
              <Button look="quiet" caps="Esc" onClick={() => onAnswer(false)}>
                {say('no')}
              </Button>
            </span>
          </div>
        )}
      </div>
      {session && <Seen session={session} first={first} />}
      {on && <CallFacts call={call} />}
      {line.hand && <HandPart line={line} />}
      <footer className={css.panelFoot}>
        {session ? (
          <>
            {session.wanted !== 'takeover' && !session.byLine && (
              <Button caps="T" onClick={() => onMode('takeover')}>
                {say('takeover')}
              </Button>
            )}
            {session.mode === 'takeover' && (
              <Button caps="T" disabled={session.handing} onClick={onHandOver}>
                {say(session.handing ? 'handing' : 'handOver')}
              </Button>
            )}
            <Button className={css.stop} icon={IconSquare} caps="S" onClick={onStop}>
              {say('stop')}
            </Button>
          </>
        ) : (
          <>
            <SetStatus operatorId={line.operatorId} name={name} presence={line.presence} />
            {on && (
              <Button caps="T" onClick={() => onMode('takeover')}>
                {say('takeover')}
              </Button>
            )}
          </>
        )}
      </footer>
    </aside>
  )
}

function PanelHead(props: { line: BoardLine; call: DeskCall | undefined; name: string }) {
  const { line, call, name } = props
  const say = useText(texts)
  const queueName = useQueueName()
  const customer = call && phoneText(call.name ?? call.remote)
  const queue = queueName(call?.queueId) ?? call?.line
  return (
    <header className={css.panelHead}>
      <Avatar name={name} size={32} />
      <span className={css.panelWho}>
        <b className="ellipsis">{name}</b>
        <span className={`ellipsis ${css.small}`}>
          {call
            ? [customer, queue && say('line', { line: queue })].filter(Boolean).join(', ')
            : say(line.presence)}
        </span>
      </span>
      <Timer since={call?.since ?? line.since} className={css.panelTimer} />
    </header>
  )
}

function Sentence(props: {
  session: SupervisedCall | undefined
  call: DeskCall | undefined
  first: string
  line: BoardLine
}) {
  const { session, call, first, line } = props
  const say = useText(texts)
  const language = useLanguage()
  const ended = useSupervise((s) => s?.ended)
  if (!session) {
    const mine =
      ended?.operatorId === line.operatorId && ended.code !== 'SUPERVISION_ENDED' ? ended : undefined
    return (
      <p className={css.sentence} data-tone={mine ? 'red' : 'plain'} role="status">
        {mine ? sentence(errorCode(mine.code), language) : say('sayNone')}
      </p>
    )
  }
  const joining = session.state === 'joining' || session.mode !== session.wanted
  const loud = !joining && (session.mode === 'barge' || session.mode === 'takeover')
  const words = session.byLine
    ? say('sayByLine')
    : say(
        ({ listen: 'sayListen', whisper: 'sayWhisper', barge: 'sayBarge', takeover: 'sayTakeover' } as const)[
          session.mode
        ],
        { name: first },
      )
  return (
    <p className={css.sentence} data-tone={loud ? 'amber' : 'accent'} role="status">
      <Icon of={speaks(session.mode) && !joining ? IconMicrophone : IconMicrophoneOff} size={18} />
      <span>
        {joining ? say('sayJoining') : words}
        {!joining && call?.heldAt !== undefined && ` ${say('sayHeld')}`}
      </span>
    </p>
  )
}

function Seen(props: { session: SupervisedCall; first: string }) {
  const { session, first } = props
  const say = useText(texts)
  return (
    <p className={css.fact} data-testid="badge-line">
      <span>
        {session.byLine
          ? say('badgeByLine')
          : say(session.badge ? 'badgeSeen' : 'badgeHidden', { name: first })}
      </span>
      <Icon of={session.badge ? IconEye : IconEyeOff} />
    </p>
  )
}

function CallFacts(props: { call: DeskCall }) {
  const { call } = props
  const say = useText(texts)
  const words = {
    on: say('recordingOn'),
    off: say('recordingOff'),
    paused: say('recordingPaused'),
    failed: say('recordingFailed'),
  }
  return (
    <div className={css.facts}>
      <p className={css.fact}>
        <span>{say('recording')}</span>
        <span className={call.recording === 'on' ? css.rec : undefined}>
          {call.recording === 'on' && <Icon of={IconPointFilled} size={14} />}
          {words[call.recording]}
        </span>
      </p>
      <p className={css.fact}>
        <span>{say('network')}</span>
        {call.mos === undefined ? <span>{say('unmeasured')}</span> : <MosBars mos={call.mos} figure />}
      </p>
    </div>
  )
}

function HandPart(props: { line: BoardLine }) {
  const { hand, operatorId } = props.line
  const say = useText(texts)
  const nameOf = useOperatorName()
  const bridge = useBridge()
  if (!hand) return null
  return (
    <div className={css.part}>
      <h3 className={css.partTitle}>{say('hand')}</h3>
      <p className={css.handReason}>{hand.reason || say('alarmHand')}</p>
      {hand.takenBy && <p className={css.small}>{say('handTaken', { name: nameOf(hand.takenBy) })}</p>}
      <span className={css.askButtons}>
        {!hand.takenBy && (
          <Button onClick={() => void bridge.supervision.takeHand({ operatorId, what: 'take' })}>
            {say('takeHand')}
          </Button>
        )}
        <Button onClick={() => void bridge.supervision.takeHand({ operatorId, what: 'answered' })}>
          {say('answered')}
        </Button>
      </span>
    </div>
  )
}
