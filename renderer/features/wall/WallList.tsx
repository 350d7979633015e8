import type { OperatorId } from '../../../shared/lib/ids.ts'
import type { BoardLine } from '../../../shared/supervision/board.ts'
import { useHubNow, useOperatorName } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { ChannelIcon } from '../../ui/channel.tsx'
import { phoneText } from '../../ui/phone.ts'
import { AlarmLine, MosBars, StateWord, Timer, useAlarmWords, useQueueName } from './parts.tsx'
import { texts } from './texts.ts'
import { tileState } from './tile-state.ts'
import { useLimits } from './use-wall.ts'
import css from './wall.module.css'

type Props = {
  lines: readonly BoardLine[]
  selected: OperatorId | undefined
  tabbable: OperatorId | undefined
  onSelect: (operatorId: OperatorId) => void
  onListen: (line: BoardLine) => void
}

/** The same people as rows: more of them at once, and easier to read out. */
export function WallList(props: Props) {
  const say = useText(texts)
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{say('colOperator')}</th>
          <th scope="col">{say('colState')}</th>
          <th scope="col">{say('colTime')}</th>
          <th scope="col">{say('colCustomer')}</th>
          <th scope="col">{say('colQueue')}</th>
          <th scope="col">MOS</th>
          <th scope="col">{say('colAlarm')}</th>
        </tr>
      </thead>
      <tbody>
        {props.lines.map((line) => (
          <Row key={line.operatorId} line={line} {...props} />
        ))}
      </tbody>
    </table>
  )
}

function Row(props: Props & { line: BoardLine }) {
  const { line, selected, tabbable, onSelect, onListen } = props
  const nameOf = useOperatorName()
  const queueName = useQueueName()
  const alarmWords = useAlarmWords()
  const limits = useLimits()
  const now = useHubNow()
  const { alarm, call, channel, customer, kind, queueId, since } = tileState(line, limits, now)
  return (
    <tr data-alarm={alarm !== undefined} data-on={selected === line.operatorId}>
      <th scope="row">
        <button
          type="button"
          className={css.rowName}
          data-operator={line.operatorId}
          aria-pressed={selected === line.operatorId}
          tabIndex={tabbable === line.operatorId ? 0 : -1}
          onClick={() => onSelect(line.operatorId)}
          onKeyDown={(event) => {
            if (event.code !== 'Enter' && event.code !== 'NumpadEnter') return
            event.preventDefault()
            onListen(line)
          }}
        >
          {nameOf(line.operatorId)}
        </button>
      </th>
      <td>
        <StateWord kind={kind} />
      </td>
      <td>
        <Timer since={since} />
      </td>
      <td>
        <span className={css.tileWho}>
          {channel && <ChannelIcon wire={channel} size={14} />}
          <span className="ellipsis">{customer && phoneText(customer)}</span>
        </span>
      </td>
      <td>{queueName(queueId) ?? call?.line}</td>
      <td>{call?.mos !== undefined && <MosBars mos={call.mos} figure />}</td>
      <td>
        {alarm && (
          <AlarmLine>
            {alarm.kind === 'hand' && line.hand?.reason ? line.hand.reason : alarmWords(alarm, call, now)}
          </AlarmLine>
        )}
      </td>
    </tr>
  )
}
