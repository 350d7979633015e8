import type { EventWire } from '../../shared/domain/event.ts'
import { type Cursor, type Run, takeRun } from '../../shared/domain/resume.ts'
import type { Logger } from '../log/logger.ts'
import type { HubClient } from './hub-client.ts'

export type StreamOptions = {
  hub: HubClient
  /** New facts, each once, in the order of the log, and the position that is reached with them. */
  onEvents(events: EventWire[], position: number): void
  /** The hub cannot tell all that was missed: everything must be loaded anew. It goes on from `position`. */
  onReset(position: number): void
  log: Logger
}

export type Stream = {
  readonly position: number | undefined
  /** What is known is known up to here; from now on every later fact is told. */
  beginAt(position: number): void
  /** Asks for what was missed since the cursor. */
  catchUp(): Promise<boolean>
  stop(): void
}

/** Follows the hub's log from a cursor, without a hole and without a repeat (`takeRun`). */
export function createStream({ hub, onEvents, onReset, log }: StreamOptions): Stream {
  let cursor: Cursor | undefined
  let catching: Promise<boolean> | undefined

  const take = (run: Run<EventWire>): boolean => {
    if (!cursor) return true
    const from = cursor.position
    const taken = takeRun(cursor, run)
    if (taken.gap) return false
    cursor = taken.cursor
    if (cursor.position > from) onEvents(taken.events, cursor.position)
    return true
  }

  const ask = async (): Promise<boolean> => {
    for (let upTo = -1; cursor && cursor.position > upTo; ) {
      upTo = cursor.position
      const answer = await hub.request('stream.since', { position: cursor.position })
      if (!cursor) return false
      if (!answer.ok) {
        log.warn('stream did not resume', { code: answer.code })
        return false
      }
      if (answer.value.reset) {
        cursor = { position: answer.value.upTo }
        onReset(answer.value.upTo)
        return true
      }
      take(answer.value)
    }
    return true
  }

  const catchUp = () => {
    catching ??= ask().finally(() => {
      catching = undefined
    })
    return catching
  }

  hub.on('stream', (run) => {
    if (take(run)) return
    log.info('stream has a gap', { after: run.after, position: cursor?.position })
    void catchUp()
  })

  return {
    get position() {
      return cursor?.position
    },
    beginAt(position) {
      cursor = { position }
    },
    catchUp,
    stop() {
      cursor = undefined
    },
  }
}
