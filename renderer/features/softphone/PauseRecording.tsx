import { IconPlayerRecord, IconPlayerRecordFilled } from '@tabler/icons-react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { Call } from '../../../shared/softphone/call.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { notify } from '../../ui/notices.tsx'
import { BarButton } from './bar-parts.tsx'
import { texts } from './texts.ts'

/** Keeps what is said now out of the recording, by button or key; a second press lets it go on. */
export function PauseRecording(props: { call: Call }) {
  const { callId, recording } = props.call
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const paused = recording === 'paused'
  const possible = paused || recording === 'on'
  const toggle = async () => {
    const answer = await bridge.recordings.pause({ callId, on: !paused })
    if (!answer.ok) notify({ title: sentence(answer.code, language), tone: 'red' })
  }
  useCommand('call.pause-recording', () => void toggle(), possible)
  return (
    <BarButton
      icon={paused ? IconPlayerRecordFilled : IconPlayerRecord}
      label={say(paused ? 'resumeRecording' : 'pauseRecording')}
      command="call.pause-recording"
      words={false}
      on={paused}
      disabled={!possible}
      onClick={() => void toggle()}
    />
  )
}
