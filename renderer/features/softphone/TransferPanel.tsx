import { IconHeadset, IconPhone, IconSearch, IconUser, IconUsers } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { PersonHit, TeamState } from '../../../shared/protocol/hub-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCalls, useClockOffset, useCompany, useMe } from '../../bridge/mirrors.ts'
import { clock } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNow } from '../../ui/now.ts'
import { phoneText } from '../../ui/phone.ts'
import { Button } from '../../ui/primitives.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'
import panel from './transfer.module.css'
import { type Option, optionsFor } from './transfer-targets.ts'

/** Who the call in front is passed on to: free ones first. Enter asks them first, Ctrl+Enter passes on at once. */
export function TransferPanel() {
  const callId = usePhoneState((s) => s.transfer?.callId)
  const connected = useCalls((calls) => calls.some((c) => c.callId === callId && c.phase === 'connected'))
  return callId && connected ? <Panel key={callId} callId={callId} /> : null
}

const icons = { operator: IconHeadset, queue: IconUsers, person: IconUser, number: IconPhone }
/** How often it is asked who is free while the panel is open, milliseconds. */
const teamEvery = 5000

function Panel(props: { callId: string }) {
  const { callId } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const options = useOptions(text)
  const listId = useId()
  const root = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const chosen = options[Math.min(at, options.length - 1)]
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed anew is looked through from the top
  useEffect(() => setAt(0), [text])
  useEffect(() => {
    const before = document.activeElement
    field.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  const pass = (option: Option | undefined, mode: 'consult' | 'blind') => {
    if (!option) return
    const { target, name } = option
    // A typed number is named by main, as it will be dialled.
    const named = option.kind === 'number' ? {} : { name }
    const to = option.kind === 'operator' ? { toOperatorId: option.operatorId } : {}
    void phone.transfer(callId, { target, ...named, ...to }, mode)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) setAt((now) => (now + by + options.length) % Math.max(1, options.length))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing)
      pass(chosen, event.ctrlKey || event.metaKey ? 'blind' : 'consult')
    else if (event.key === 'Escape') phone.closeTransfer()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <section
      ref={root}
      className={panel.panel}
      aria-label={say('transferTo')}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (event.relatedTarget && !root.current?.contains(event.relatedTarget)) phone.closeTransfer()
      }}
    >
      <div className={panel.field}>
        <Icon of={IconSearch} size={18} color="dim" />
        <input
          ref={field}
          className={panel.input}
          value={text}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={chosen && `${listId}-${chosen.id}`}
          aria-label={say('transferPlaceholder')}
          placeholder={say('transferPlaceholder')}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div id={listId} role="listbox" aria-label={say('transferTo')} className={panel.options}>
        {options.map((option, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which holds the focus
          <div
            key={option.id}
            id={`${listId}-${option.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={option === chosen}
            className={panel.option}
            onClick={() => setAt(i)}
            onDoubleClick={() => pass(option, 'consult')}
          >
            <Icon of={icons[option.kind]} size={18} />
            <span className={`ellipsis ${panel.name}`}>
              {option.kind === 'queue' ? say('queue', { name: option.name }) : nameOf(option)}
            </span>
            <State option={option} />
            {option === chosen && (
              <>
                <Button look="primary" caps="Enter" onClick={() => pass(option, 'consult')}>
                  {say('ask')}
                </Button>
                <Button caps="Ctrl Enter" onClick={() => pass(option, 'blind')}>
                  {say('atOnce')}
                </Button>
              </>
            )}
          </div>
        ))}
        {options.length === 0 && <p className={css.hint}>{say('nobodyFits')}</p>}
      </div>
    </section>
  )
}

const nameOf = (option: Option): string => {
  if (option.kind === 'number') return phoneText(option.target)
  if (option.kind === 'person') return `${option.name}, ${phoneText(option.number)}`
  return option.kind === 'operator' && option.queue ? `${option.name}, ${option.queue}` : option.name
}

function State(props: { option: Option }) {
  const { option } = props
  const say = useText(texts)
  const now = useNow() + useClockOffset()
  if (option.kind === 'queue') {
    const minutes = Math.max(1, Math.round((option.waitSeconds ?? 0) / 60))
    const words = option.waiting === 0 ? say('nobodyWaits') : say('waiting', { count: option.waiting })
    return (
      <span className={panel.state} data-tone={option.waiting > 0 ? 'amber' : 'dim'}>
        {option.waiting > 0 && option.waitSeconds ? say('about', { words, minutes }) : words}
      </span>
    )
  }
  if (option.kind !== 'operator') return <span className={panel.state} />
  const time = clock(Math.max(0, (now - option.since) / 1000))
  return (
    <span className={panel.state} data-tone={option.state === 'available' ? 'green' : 'dim'}>
      {say(`is-${option.state}`)}
      {option.state !== 'offline' && <span className="num"> {time}</span>}
    </span>
  )
}

/** Colleagues, queues, people of the base and the number that is typed; who is free is asked again and again. */
function useOptions(text: string): Option[] {
  const bridge = useBridge()
  const company = useCompany()
  const me = useMe()?.operatorId
  const language = useLanguage()
  const [team, setTeam] = useState<TeamState>()
  const [people, setPeople] = useState<{ text: string; hits: PersonHit[] }>()
  useEffect(() => {
    let open = true
    const ask = async () => {
      const answer = await bridge.softphone.team({})
      if (open && answer.ok) setTeam(answer.value)
    }
    void ask()
    const timer = setInterval(() => void ask(), teamEvery)
    return () => {
      open = false
      clearInterval(timer)
    }
  }, [bridge])
  useEffect(() => {
    if (text.trim().length < 3) return
    let wanted = true
    void bridge.card.find({ text }).then((answer) => {
      if (wanted && answer.ok) setPeople({ text, hits: answer.value.people.slice(0, 5) })
    })
    return () => {
      wanted = false
    }
  }, [bridge, text])
  const hits = people?.text === text ? people.hits : none
  return useMemo(
    () => optionsFor(text, { company, team, people: hits, me, language }),
    [text, company, team, hits, me, language],
  )
}
const none: PersonHit[] = []
