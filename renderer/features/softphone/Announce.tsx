import { useEffect, useState } from 'react'
import type { Call } from '../../../shared/softphone/call.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useCaps } from '../../keys/keys.tsx'
import { texts } from './texts.ts'
import { useCallWords } from './use-caller.ts'

/** Says aloud, once and at once, who is calling. The region stands empty first, so that its filling is a change. */
export function Announce(props: { call: Call }) {
  const say = useText(texts)
  const { name } = useCallWords(props.call)
  const answer = useCaps('call.answer') ?? ''
  const decline = useCaps('call.hangup') ?? ''
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), 50)
    return () => clearTimeout(timer)
  }, [])
  return (
    <span className="visually-hidden" role="alert" aria-live="assertive">
      {ready && say('rings', { name, answer, decline })}
    </span>
  )
}
