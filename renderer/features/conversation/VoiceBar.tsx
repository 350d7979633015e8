import { IconCheck, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { DraftFile } from '../../../shared/ipc/writing-contract.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { clock } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useNow } from '../../ui/now.ts'
import { Button } from '../../ui/primitives.tsx'
import { useTellFailure } from './actions.ts'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { Wave } from './Wave.tsx'

const bars = 60

/** A voice note while it is recorded: how loud, how long, and two ways to end it. */
export function VoiceBar(props: { onDone: (file: DraftFile | undefined) => void }) {
  const { onDone } = props
  const say = useText(composerTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const [began] = useState(Date.now)
  const [levels, setLevels] = useState<readonly number[]>([])
  const now = useNow()
  const done = useRef(onDone)
  done.current = onDone
  useEffect(() => {
    let on = true
    void bridge.writing.startVoice({}).then((answer) => {
      if (on && !tell(answer)) done.current(undefined)
    })
    const stop = bridge.writing.onVoiceLevel(({ level }) =>
      setLevels((known) => [...known.slice(1 - bars), Math.round(100 * Math.sqrt(level))]),
    )
    return () => {
      on = false
      stop()
      // Left without a word: nothing is kept of it.
      void bridge.writing.stopVoice({ keep: false })
    }
  }, [bridge, tell])
  const end = async (keep: boolean) => {
    const answer = await bridge.writing.stopVoice({ keep })
    onDone(tell(answer) ? answer.value.file : undefined)
  }
  return (
    <div className={css.voice} data-testid="voice-bar">
      <span className={css.voiceDot} />
      <span className="num">{say('voiceOn', { time: clock(Math.max(0, now - began) / 1000) })}</span>
      <Wave peaks={levels} />
      <Button icon={IconTrash} onClick={() => void end(false)}>
        {say('voiceDrop')}
      </Button>
      <Button icon={IconCheck} onClick={() => void end(true)}>
        {say('voiceStop')}
      </Button>
    </div>
  )
}
