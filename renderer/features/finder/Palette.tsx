import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCaps } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Avatar, CommandKbd, Kbd } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import css from './finder.module.css'
import { finderTexts } from './texts.ts'
import { type Action, useActions } from './use-actions.ts'
import { useFind } from './use-find.ts'

type Option = { id: string; kind: 'person'; hit: PersonHit } | { id: string; kind: 'action'; action: Action }

/** A field and what it finds: arrows choose, Enter does, Esc leaves. */
export function Palette(props: {
  mode: 'find' | 'link'
  title: string | undefined
  onPerson: (hit: PersonHit) => void
  onKeys: () => void
  onClose: () => void
}) {
  const { mode, onPerson, onClose } = props
  const say = useText(finderTexts)
  const language = useLanguage()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = useFind(text)
  const actions = useActions(text)
  const members = usePerson((s) => s.members)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const people = text.trim() ? (found?.people ?? []) : []
  const options: Option[] = [
    ...people.map((hit): Option => ({ id: `p-${hit.personId}`, kind: 'person', hit })),
    ...(mode === 'find'
      ? actions.map((action): Option => ({ id: `a-${action.id}`, kind: 'action', action }))
      : []),
  ]
  const chosen = options[Math.min(at, options.length - 1)]

  // biome-ignore lint/correctness/useExhaustiveDependencies: new finds start from the top
  useEffect(() => setAt(0), [text, found])
  useEffect(() => {
    if (chosen)
      list.current?.querySelector(`[id="${CSS.escape(chosen.id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const taken = (option: Option) =>
    mode === 'link' && option.kind === 'person' && members.includes(option.hit.personId)
  const take = (option: Option | undefined) => {
    if (!option || taken(option)) return
    if (option.kind === 'person') return onPerson(option.hit)
    onClose()
    // The dialog gives the focus back first; the command may want to place it elsewhere.
    requestAnimationFrame(() => option.action.run())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) {
      setAt((now) => (now + by + options.length) % Math.max(1, options.length))
      event.preventDefault()
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      take(chosen)
    }
  }

  const row = (option: Option, content: ReactNode) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which holds the focus
    <div
      key={option.id}
      id={option.id}
      role="option"
      tabIndex={-1}
      aria-selected={option === chosen}
      aria-disabled={taken(option)}
      className={css.option}
      onClick={() => take(option)}
      onPointerMove={() => setAt(options.indexOf(option))}
    >
      {content}
    </div>
  )

  return (
    <>
      {props.title && <h2 className={css.title}>{props.title}</h2>}
      <div className={css.field}>
        <Icon of={IconSearch} size={18} color="dim" />
        <input
          className={css.input}
          value={text}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={chosen?.id}
          aria-label={say(mode === 'link' ? 'linkPlaceholder' : 'placeholder')}
          placeholder={say(mode === 'link' ? 'linkPlaceholder' : 'placeholder')}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={onKeyDown}
          data-autofocus
          data-testid="finder-field"
        />
        <span className={`${css.count} num`} aria-live="polite">
          {found && text.trim() ? say('found', { count: found.people.length, ms: found.ms }) : ''}
        </span>
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={say('title')} className={css.options}>
        {people.length > 0 && <div className={css.group}>{say('people')}</div>}
        {options.map(
          (option) =>
            option.kind === 'person' &&
            row(
              option,
              <>
                <Avatar name={option.hit.named ? option.hit.name : ''} size={24} />
                <span className={css.strong}>
                  {option.hit.named ? option.hit.name : phoneText(option.hit.name) || say('unnamed')}
                </span>
                {option.hit.detail !== option.hit.name && (
                  <span className={`${css.detail} ellipsis`}>{phoneText(option.hit.detail)}</span>
                )}
                {taken(option) ? (
                  <span className={css.end}>{say('already')}</span>
                ) : (
                  option === chosen && (
                    <span className={css.end}>
                      <Kbd>Enter</Kbd>
                    </span>
                  )
                )}
              </>,
            ),
        )}
        {mode === 'find' && actions.length > 0 && <div className={css.group}>{say('actions')}</div>}
        {options.map(
          (option) =>
            option.kind === 'action' &&
            row(
              option,
              <>
                <Icon of={option.action.icon} />
                {option.action.label}
                {option.action.command && (
                  <span className={css.end}>
                    <CommandKbd command={option.action.command} />
                  </span>
                )}
              </>,
            ),
        )}
        {found && text.trim() && people.length === 0 && (
          <div className={css.nobody} role={found.code ? 'alert' : 'status'}>
            <b>{found.code ? sentence(found.code, language) : say('nobody')}</b>
            {!found.code && <div>{say('nobodyHint')}</div>}
          </div>
        )}
      </div>
      <Footer onKeys={props.onKeys} />
    </>
  )
}

function Footer(props: { onKeys: () => void }) {
  const say = useText(finderTexts)
  const caps = useCaps('keys.show')
  return (
    <div className={css.footer}>
      <Kbd>↑</Kbd>
      <Kbd>↓</Kbd>
      {say('choose')}
      <Kbd>Enter</Kbd>
      {say('open')}
      <button type="button" className={css.footerKeys} onClick={props.onKeys}>
        <Kbd>{caps}</Kbd>
        {say('allKeys')}
      </button>
    </div>
  )
}
