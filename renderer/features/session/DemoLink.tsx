import { useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useSession } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import css from './session.module.css'
import { texts } from './texts.ts'

/** Opens the demo company; what the own company holds stays where it is. */
export function DemoLink() {
  const say = useText(texts)
  const language = useLanguage()
  const { useData: openData } = useBridge().hub
  const demo = useSession((s) => s?.demo ?? false)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState<string>()
  const open = async () => {
    setBusy(true)
    const answer = await openData({ data: 'demo' })
    setBusy(false)
    setCode(answer.ok ? undefined : answer.code)
  }
  return (
    <span>
      <Button look="link" disabled={busy} onClick={() => void open()}>
        {say(demo ? 'tryDemo' : 'backToDemo')}
      </Button>
      {code && (
        <span role="alert" className={css.error}>
          {sentence(code, language)}
        </span>
      )}
    </span>
  )
}
