import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { sentence } from '../../shared/lib/errors.ts'
import { useBridge } from '../bridge/bridge.tsx'
import { useHub, useLines } from '../bridge/mirrors.ts'
import { useConversation } from '../features/conversation/index.ts'
import { useWaiting } from '../features/offline/index.ts'
import { duration, moment } from '../i18n/format.ts'
import { useLanguage, useText } from '../i18n/use-text.tsx'
import { Icon } from '../ui/icon.tsx'
import { useNowAs } from '../ui/now.ts'
import { Button } from '../ui/primitives.tsx'
import css from './shell.module.css'
import { shellTexts } from './texts.ts'

/** A blink of the connection is not told: the banner comes when it has lasted this long, milliseconds. */
const patience = 2000

/** No connection: since when, how old the data is, what still works, what waits. */
export function OfflineBanner() {
  const lost = useHub((hub) => hub?.state === 'offline' || hub?.state === 'failed')
  const since = useHub((hub) => hub?.since ?? 0)
  const long = useNowAs((now) => now - since >= patience)
  return lost && long ? <Banner since={since} /> : null
}

function Banner(props: { since: number }) {
  const say = useText(shellTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const dataAt = useHub((hub) => hub?.dataAt)
  const code = useHub((hub) => (hub?.state === 'failed' ? hub.code : undefined))
  const line = useLines((lines) => lines.some((l) => l.state === 'registered'))
  const messages = useConversation((s) => s.sending.length + s.held.length)
  const done = useWaiting(
    (s) => s.list.filter((one) => one.state !== 'refused' && one.state !== 'sent').length,
  )
  const waiting = messages + done
  // A console that was started without the hub knows of no moment when it went: what counts is how old the data is.
  const asOf = Math.min(dataAt ?? props.since, props.since)
  const age = useNowAs((now) => duration((now - asOf) / 1000, language))
  const time = useNowAs((now) => dataAt !== undefined && moment(dataAt, now, language))
  return (
    <div className={css.banner} role="status" data-testid="offline-banner">
      <Icon of={IconCloudOff} color="amber" />
      <b className={css.bannerTitle}>{say('offlineFor', { age })}</b>
      <span className="ellipsis">
        {[
          code && `${sentence(code, language)}.`,
          time && say('dataAt', { time }),
          say(line ? 'callsWork' : 'callsDead'),
          waiting > 0 && say('waiting', { count: waiting }),
        ]
          .filter(Boolean)
          .join(' ')}
      </span>
      <Button icon={IconRefresh} className={css.bannerAction} onClick={() => void bridge.hub.retry({})}>
        {say('check')}
      </Button>
    </div>
  )
}
