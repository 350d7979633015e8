import {
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconPhone,
  IconPhoneOff,
  IconSearch,
} from '@tabler/icons-react'
import type { LineState } from '../../shared/ipc/contract.ts'
import { sentence } from '../../shared/lib/errors.ts'
import { useHub, useLines } from '../bridge/mirrors.ts'
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
        <LineChips />
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

/** One mark for each line that is set up; the main one always. */
function LineChips() {
  const lines = useLines((all) => all)
  return lines.map(
    (line, i) => (i === 0 || line.state !== 'off') && <LineChip key={line.lineId} line={line} />,
  )
}

function LineChip(props: { line: LineState }) {
  const { state, user, code, name, colour } = props.line
  const say = useText(shellTexts)
  const language = useLanguage()
  const works = state === 'registered'
  const key = works
    ? 'lineRegistered'
    : state === 'off'
      ? 'lineOff'
      : state === 'connecting' || state === 'registering'
        ? 'lineConnecting'
        : 'lineLost'
  const how = code && !works ? sentence(code, language) : say(key)
  return (
    <Tip label={name ? `${name}: ${how}` : how}>
      <span
        className={`${css.state} num`}
        data-tone={key === 'lineLost' ? 'amber' : 'dim'}
        data-testid="line-state"
        data-line={colour}
      >
        <Icon of={works ? IconPhone : IconPhoneOff} {...(works ? { color: 'green' } : {})} />
        {name || user}
        <span className="visually-hidden">{say(key)}</span>
      </span>
    </Tip>
  )
}
