import { IconArrowsSort, IconCloudOff, IconLayoutGrid, IconList, IconUsers } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { alarmsOf } from '../../../shared/supervision/alarms.ts'
import type { BoardLine, SuperviseMode } from '../../../shared/supervision/board.ts'
import { useHubNow, useSupervise } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button, EmptyState, IconButton } from '../../ui/primitives.tsx'
import { ListenPanel } from './ListenPanel.tsx'
import { Queues } from './Queues.tsx'
import { useWall } from './store.ts'
import { Tile } from './Tile.tsx'
import { texts } from './texts.ts'
import { callInFront } from './tile-state.ts'
import { useLimits, useWatchedLines } from './use-wall.ts'
import { WallList } from './WallList.tsx'
import css from './wall.module.css'

/** Every desk at once, and the way onto its call: for supervisors. */
export function WallScreen() {
  const say = useText(texts)
  const language = useLanguage()
  const { lines, sort } = useWatchedLines()
  const queues = useWall((s) => s.board?.queues)
  const code = useWall((s) => s.code)
  const watch = useWall((s) => s.watch)
  const view = useWall((s) => s.view)
  const show = useWall((s) => s.show)
  const chosen = useWall((s) => s.selected)
  const select = useWall((s) => s.select)
  const asking = useWall((s) => s.asking)
  const ask = useWall((s) => s.ask)
  const join = useWall((s) => s.join)
  const stop = useWall((s) => s.stop)
  const handOver = useWall((s) => s.handOver)
  const session = useSupervise((s) => s?.session)
  const selected = chosen ?? session?.operatorId
  const line = lines?.find((l) => l.operatorId === selected)

  const enter = (of: BoardLine, mode: SuperviseMode) => {
    const known = session?.operatorId === of.operatorId ? session.callId : undefined
    const callId = known ?? callInFront(of, undefined)?.callId
    if (callId) void join(of.operatorId, callId, mode)
    else select(of.operatorId)
  }
  // What the customer will hear is asked again.
  const wanted = (mode: SuperviseMode) => {
    if (!line) return
    if ((mode === 'barge' || mode === 'takeover') && session?.wanted !== mode) ask(mode)
    else enter(line, mode)
  }
  const answer = (yes: boolean) => {
    ask(undefined)
    if (yes && asking && line) enter(line, asking)
  }
  useKeys({
    KeyL: () => wanted('listen'),
    KeyW: () => wanted('whisper'),
    KeyB: () => (asking === 'barge' ? answer(true) : wanted('barge')),
    KeyT() {
      if (session?.mode === 'takeover') return void handOver()
      return asking === 'takeover' ? answer(true) : wanted('takeover')
    },
    KeyS: () => session && void stop(),
    Escape: () => asking && ask(undefined),
  })

  if (!lines)
    return (
      <div className={css.wall} data-keys="wall">
        {code && (
          <EmptyState
            icon={IconCloudOff}
            title={say('failed')}
            tone="red"
            code={code}
            actions={<Button onClick={() => void watch(true)}>{say('retry')}</Button>}
          >
            {sentence(code, language)}
          </EmptyState>
        )}
      </div>
    )
  const tabbable = line?.operatorId ?? lines[0]?.operatorId
  return (
    <div className={css.wall}>
      <div className={css.board}>
        <Queues queues={queues ?? []} />
        <div className={css.bar}>
          <h2 className={css.title}>{say('operators')}</h2>
          <Summary lines={lines} />
          <Button icon={IconArrowsSort} caps="F5" onClick={sort}>
            {say('sort')}
          </Button>
          <IconButton
            icon={IconLayoutGrid}
            label={say('tiles')}
            pressed={view === 'tiles'}
            onClick={() => show('tiles')}
          />
          <IconButton
            icon={IconList}
            label={say('list')}
            pressed={view === 'list'}
            onClick={() => show('list')}
          />
        </div>
        {lines.length === 0 ? (
          <EmptyState icon={IconUsers} title={say('empty')}>
            {say('emptyWhy')}
          </EmptyState>
        ) : view === 'tiles' ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk between the buttons inside
          <div className={css.tiles} onKeyDown={walk} data-testid="wall-tiles">
            {lines.map((of) => (
              <Tile
                key={of.operatorId}
                line={of}
                selected={of.operatorId === selected}
                tabbable={of.operatorId === tabbable}
                onSelect={() => select(of.operatorId)}
                onListen={() => enter(of, 'listen')}
              />
            ))}
          </div>
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk between the buttons inside
          <div className={css.rows} onKeyDown={walk}>
            <WallList
              lines={lines}
              selected={selected}
              tabbable={tabbable}
              onSelect={(operatorId: OperatorId) => select(operatorId)}
              onListen={(of) => enter(of, 'listen')}
            />
          </div>
        )}
      </div>
      <ListenPanel
        line={line}
        asking={asking}
        onMode={wanted}
        onAnswer={answer}
        onStop={() => void stop()}
        onHandOver={() => void handOver()}
      />
    </div>
  )
}

function Summary(props: { lines: readonly BoardLine[] }) {
  const say = useText(texts)
  const limits = useLimits()
  const now = useHubNow()
  const { lines } = props
  const here = lines.filter((l) => l.presence !== 'offline')
  const talking = here.filter((l) => l.calls.some((c) => c.phase === 'connected')).length
  const free = here.filter(
    (l) => l.presence === 'available' && l.calls.length === 0 && l.chats.count === 0,
  ).length
  const alarms = lines.filter((l) => alarmsOf(l, limits, now).length > 0).length
  return (
    <span className={`ellipsis ${css.summary}`}>
      {say('summary', { shift: here.length, talking, free, alarms })}
    </span>
  )
}

/** Arrows walk between the tiles: left and right one by one, up and down to the one above or below. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 'up', ArrowDown: 'down' }[event.code]
  if (step === undefined) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-operator]')]
  const at = all.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  const row = all.findIndex((tile, i) => i > 0 && tile.offsetTop > (all[0]?.offsetTop ?? 0))
  const wide = row < 0 ? all.length : row
  const next = typeof step === 'number' ? at + step : at + (step === 'up' ? -wide : wide)
  all[Math.max(0, Math.min(all.length - 1, next))]?.focus()
}

/** Plain letters, physical keys; never while something is being typed. */
function useKeys(keys: Record<string, () => unknown>): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat) return
      const { target } = event
      if (target instanceof HTMLElement && target.closest('input, textarea, select, [role="dialog"]')) return
      const run = latest.current[event.code]
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
