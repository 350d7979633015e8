import { useEffect, useState } from 'react'
import type { SoundDay } from '../../../shared/ipc/contract.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { clock, figure } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Field } from './parts.tsx'
import { soundTexts } from './sound-texts.ts'

const AGAIN_MS = 30_000

/** How much sound the operator's ears got today; nobody else is told. */
export function EarDay() {
  const say = useText(soundTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const [day, setDay] = useState<SoundDay>()
  useEffect(() => {
    const ask = () => void bridge.devices.day({}).then((answer) => answer.ok && setDay(answer.value))
    ask()
    const timer = setInterval(ask, AGAIN_MS)
    return () => clearInterval(timer)
  }, [bridge])
  return (
    <Field label={say('day')} hint={say('dayHint')}>
      <div>
        {day && day.seconds > 0
          ? say('dayWords', {
              time: clock(day.seconds),
              level: figure(day.level, language),
              dose: figure(day.dosePercent, language),
            })
          : say('dayNothing')}
      </div>
    </Field>
  )
}
