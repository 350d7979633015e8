import { memo } from 'react'
import type { BoardLine } from '../../../shared/supervision/board.ts'
import { useHubNow, useOperatorName } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { ChannelIcon } from '../../ui/channel.tsx'
import { phoneText } from '../../ui/phone.ts'
import {
  AlarmLine,
  ChatLoad,
  MosBars,
  StateWord,
  TalkMap,
  Timer,
  useAlarmWords,
  useQueueName,
} from './parts.tsx'
import { texts } from './texts.ts'
import { tileState } from './tile-state.ts'
import { useLimits } from './use-wall.ts'
import css from './wall.module.css'

type TileProps = {
  line: BoardLine
  selected: boolean
  tabbable: boolean
  onSelect: () => void
  onListen: () => void
}

/** One operator at a glance. Enter joins their call; a click or Space only chooses them. */
export const Tile = memo(function Tile(props: TileProps) {
  const { line, selected, tabbable, onSelect, onListen } = props
  const say = useText(texts)
  const nameOf = useOperatorName()
  const queueName = useQueueName()
  const alarmWords = useAlarmWords()
  const limits = useLimits()
  const now = useHubNow()
  const state = tileState(line, limits, now)
  const { call, alarm, kind } = state
  const idle = ['available', 'busy', 'away', 'offline'].includes(kind)
  const watched = line.supervisors.map((s) => nameOf(s.operatorId))
  return (
    <button
      type="button"
      className={css.tile}
      data-operator={line.operatorId}
      data-alarm={alarm !== undefined}
      data-idle={idle}
      data-quiet={kind === 'away' || kind === 'offline'}
      aria-pressed={selected}
      tabIndex={tabbable ? 0 : -1}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.code !== 'Enter' && event.code !== 'NumpadEnter') return
        event.preventDefault()
        onListen()
      }}
    >
      <span className={css.tileTop}>
        <span className={`ellipsis ${css.tileName}`}>{nameOf(line.operatorId)}</span>
        <Timer since={state.since} className={css.tileTimer} />
      </span>
      <span className={css.tileState}>
        <StateWord kind={kind} />
        <span className={`ellipsis ${css.dim}`}>
          {kind === 'chats'
            ? say('chatCount', { count: line.chats.count })
            : (queueName(state.queueId) ?? call?.line)}
        </span>
        {call?.mos !== undefined && <MosBars mos={call.mos} />}
      </span>
      <span className={css.tileWho}>
        {state.channel && <ChannelIcon wire={state.channel} size={14} />}
        <span className="ellipsis">{state.customer && phoneText(state.customer)}</span>
        {state.others > 0 && <span className={css.dim}>{say('more', { count: state.others })}</span>}
      </span>
      <span className={css.tileFoot}>
        {alarm ? (
          <AlarmLine>
            {alarm.kind === 'hand' && line.hand?.reason ? line.hand.reason : alarmWords(alarm, call, now)}
          </AlarmLine>
        ) : call && call.phase === 'connected' ? (
          <TalkMap call={call} />
        ) : kind === 'chats' ? (
          <ChatLoad count={line.chats.count} />
        ) : null}
      </span>
      {watched.length > 0 && (
        <span className="visually-hidden">{say('listenedBy', { names: watched.join(', ') })}</span>
      )}
    </button>
  )
})
