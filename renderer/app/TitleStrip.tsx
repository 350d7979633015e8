import {
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconPhone,
  IconPhoneOff,
  IconSearch,
} from '@tabler/icons-react'
import { sentence } from '../../shared/lib/errors.ts'
import { useHub, useLine } from '../bridge/mirrors.ts'
import { useLanguage, useText } from '../i18n/use-text.tsx'
import { useKeys } from '../keys/keys.tsx'
import { Icon } from '../ui/icon.tsx'
import { CommandKbd, Tip } from '../ui/primitives.tsx'
import css from './shell.module.css'
import { shellTexts } from './texts.ts'

/** The window's own strip: the name, the search in the middle, connection and line on the right. */
export function TitleStrip() {
  const say = useText(shellTexts)
  const { registry } = useKeys()
  return (
    <header className={css.strip} data-testid="strip">
      <h1 className={css.brand}>
        <Mark />
        Kommutator
      </h1>
      <button type="button" className={css.search} onClick={() => registry.run('finder.open')}>
        <Icon of={IconSearch} size={14} />
        <span className="ellipsis">{say('search')}</span>
        <CommandKbd command="finder.open" />
      </button>
      <span className={css.states}>
        <HubChip />
        <LineChip />
      </span>
    </header>
  )
}

const Mark = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden>
    <circle cx="5" cy="5" r="2.5" fill="none" stroke="var(--k-accent)" strokeWidth="2" />
    <circle cx="15" cy="15" r="2.5" fill="var(--k-accent)" />
    <path d="M5 7.5V11a4 4 0 0 0 4 4h3.5" fill="none" stroke="var(--k-accent)" strokeWidth="2" />
  </svg>
)

function HubChip() {
  const say = useText(shellTexts)
  const language = useLanguage()
  const state = useHub((hub) => hub?.state ?? 'connecting')
  const code = useHub((hub) => hub?.code)
  const icon =
    state === 'online'
      ? IconCloudCheck
      : state === 'offline' || state === 'failed'
        ? IconCloudOff
        : IconCloudUp
  const words =
    state === 'online' ? 'online' : state === 'offline' || state === 'failed' ? 'offline' : 'connecting'
  return (
    <Tip label={code ? sentence(code, language) : say(words)}>
      <span className={css.state} data-tone={words === 'offline' ? 'amber' : 'dim'} data-testid="hub-state">
        <Icon of={icon} />
        {say(words)}
      </span>
    </Tip>
  )
}

function LineChip() {
  const say = useText(shellTexts)
  const language = useLanguage()
  const state = useLine((line) => line?.state ?? 'off')
  const user = useLine((line) => line?.user)
  const code = useLine((line) => line?.code)
  const works = state === 'registered'
  const key = works
    ? 'lineRegistered'
    : state === 'off'
      ? 'lineOff'
      : state === 'connecting' || state === 'registering'
        ? 'lineConnecting'
        : 'lineLost'
  return (
    <Tip label={code && !works ? sentence(code, language) : say(key)}>
      <span
        className={`${css.state} num`}
        data-tone={key === 'lineLost' ? 'amber' : 'dim'}
        data-testid="line-state"
      >
        <Icon of={works ? IconPhone : IconPhoneOff} {...(works ? { color: 'green' } : {})} />
        {user}
        <span className="visually-hidden">{say(key)}</span>
      </span>
    </Tip>
  )
}
