import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallRow } from '../../../shared/protocol/hub-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'

export type Recent = {
  calls: CallRow[] | undefined
  more: boolean
  code: string | undefined
  older(): void
  retry(): void
}

/** Facts come in runs; the list is asked for once they have settled, milliseconds. */
const settleMs = 300

/** The team's calls, newest first; asked for anew when anything happens to a call of anybody. */
export function useRecent(missed: boolean): Recent {
  const bridge = useBridge()
  const [state, setState] = useState<{ calls?: CallRow[]; more: boolean; code?: string }>({ more: false })
  const turn = useRef(0)
  const load = useCallback(async () => {
    turn.current += 1
    const mine = turn.current
    const answer = await bridge.softphone.recent({ missed })
    if (mine !== turn.current) return
    setState((now) =>
      answer.ok ? { calls: answer.value.calls, more: answer.value.more } : { ...now, code: answer.code },
    )
  }, [bridge, missed])
  useEffect(() => {
    setState({ more: false })
    void load()
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = bridge.inbox.onChanged(({ rows, all }) => {
      if (!all && !rows.some((row) => row.channel === 'voice')) return
      clearTimeout(timer)
      timer = setTimeout(() => void load(), settleMs)
    })
    return () => {
      turn.current += 1
      clearTimeout(timer)
      stop()
    }
  }, [bridge, load])
  return {
    calls: state.calls,
    more: state.more,
    code: state.code,
    retry: () => void load(),
    async older() {
      const last = state.calls?.at(-1)
      const mine = turn.current
      if (!last) return
      const answer = await bridge.softphone.recent({ missed, before: last.at })
      if (!answer.ok || mine !== turn.current) return
      setState((now) => ({ calls: [...(now.calls ?? []), ...answer.value.calls], more: answer.value.more }))
    },
  }
}
