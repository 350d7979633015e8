import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useHub, useSession } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button, EmptyState, Late } from '../../ui/primitives.tsx'
import { Logo } from './Logo.tsx'
import { OtherServer } from './OtherServer.tsx'
import { Setup } from './Setup.tsx'
import { SignIn } from './SignIn.tsx'
import css from './session.module.css'
import { texts } from './texts.ts'

/** Shows the console to who is signed in; to others the way in. Once in, an outage does not throw anybody out. */
export function SessionGate(props: { children: ReactNode }) {
  const state = useSession((s) => s?.state ?? 'unknown')
  const [other, setOther] = useState(false)
  if (state === 'signed-in') return props.children
  if (other) return <OtherServer onBack={() => setOther(false)} />
  if (state === 'setup') return <Setup onOtherServer={() => setOther(true)} />
  if (state === 'signed-out') return <SignIn onOtherServer={() => setOther(true)} />
  return <Waiting onOtherServer={() => setOther(true)} />
}

/** The hub has not said yet who we are to it: it starts, is being reached, or does not answer. */
function Waiting(props: { onOtherServer: () => void }) {
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const hub = useHub((h) => h)
  const locked = useSession((s) => s?.locked ?? false)
  if (hub?.state === 'failed' || hub?.state === 'offline')
    return (
      <main className={css.centre}>
        <EmptyState
          icon={IconCloudOff}
          tone="red"
          title={say('noServer')}
          actions={
            <>
              <Button look="primary" icon={IconRefresh} onClick={() => void bridge.hub.retry({})}>
                {say('retry')}
              </Button>
              <Button onClick={props.onOtherServer}>{say('otherServer')}</Button>
            </>
          }
          {...(hub.code ? { code: hub.code } : {})}
        >
          {sentence(hub.code ?? 'HUB_OFFLINE', language)}
          {locked && (
            <p className={css.locked} data-testid="locked">
              {say('locked')}
            </p>
          )}
        </EmptyState>
      </main>
    )
  return (
    <main className={css.centre}>
      <Late>
        <div className={css.waiting} role="status">
          <Logo />
          {say(hub?.state === 'starting' ? 'starting' : 'connecting')}
        </div>
      </Late>
    </main>
  )
}
