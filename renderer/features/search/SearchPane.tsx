import { IconArrowLeft, IconMoodEmpty, IconPlugConnectedX, IconSearch, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import { localise } from '../../../shared/lib/language.ts'
import type { SearchHit } from '../../../shared/protocol/search-protocol.ts'
import { useClockOffset, useCompany, useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { age } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { ChannelIcon, useChannelName } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Avatar, Button, EmptyState, IconButton, Late, Pill, Skeleton } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import { Filters } from './Filters.tsx'
import { Marked } from './Marked.tsx'
import css from './search.module.css'
import { byPerson, useSearch } from './store.ts'
import { searchTexts } from './texts.ts'

/** What is searched for stands in the list's place, and stays there while one find after another is opened beside it. */
export function SearchPane() {
  const say = useText(searchTexts)
  const text = useSearch((s) => s.text)
  const type = useSearch((s) => s.type)
  const hide = useSearch((s) => s.hide)
  const hits = useSearch((s) => s.hits)
  const chosen = useSearch((s) => s.chosen)
  const choose = useSearch((s) => s.choose)
  const openPerson = usePerson((s) => s.open)
  const seek = usePerson((s) => s.seek)
  const groups = useMemo(() => byPerson(hits), [hits])
  const shown = useMemo(() => groups.flatMap((g) => g.hits), [groups])
  const [cursor, setCursor] = useState<string | undefined>(chosen)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  useEffect(() => field.current?.select(), [])
  const at = Math.max(
    0,
    shown.findIndex((hit) => hit.eventId === cursor),
  )
  const active = shown[at]
  useEffect(() => {
    if (active)
      list.current
        ?.querySelector(`[id="${CSS.escape(optionId(active.eventId))}"]`)
        ?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const open = (hit: SearchHit) => {
    setCursor(hit.eventId)
    choose(hit.eventId)
    // Once they are here, the timeline goes to the moment.
    void openPerson(hit.personId).then(() => seek(hit.at))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (by !== undefined) {
      const next = shown[Math.max(0, Math.min(shown.length - 1, at + by))]
      if (next) setCursor(next.eventId)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (active) open(active)
    } else if (event.key === 'Escape') {
      if (text) type('')
      else hide()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className={css.pane} aria-label={say('title')} data-pane="list" data-testid="search-pane">
      <div className={css.head}>
        <IconButton icon={IconArrowLeft} label={say('close')} onClick={hide} />
        <div className={css.field}>
          <Icon of={IconSearch} size={16} color="dim" />
          <input
            ref={field}
            className={css.input}
            value={text}
            role="combobox"
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-activedescendant={active && optionId(active.eventId)}
            aria-label={say('title')}
            placeholder={say('placeholder')}
            maxLength={200}
            spellCheck={false}
            onChange={(e) => type(e.target.value)}
            onKeyDown={onKeyDown}
            data-testid="search-field"
          />
          {text && (
            <IconButton
              icon={IconX}
              iconSize={14}
              label={say('clear')}
              onClick={() => {
                type('')
                field.current?.focus()
              }}
            />
          )}
        </div>
      </div>
      <Filters />
      <Status />
      <div ref={list} id={listId} role="listbox" aria-label={say('results')} className={css.results}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: options of a listbox, by person
          <div
            key={group.personId}
            role="group"
            aria-label={group.name || say('unnamed')}
            className={css.group}
          >
            <div className={css.person}>
              <Avatar name={group.named ? group.name : ''} size={24} />
              <span className={`${css.name} ellipsis`}>
                {group.named ? group.name : phoneText(group.name) || say('unnamed')}
              </span>
              {group.hits.length > 1 && <span className={`num ${css.faint}`}>{group.hits.length}</span>}
            </div>
            {group.hits.map((hit) => (
              <Hit
                key={hit.eventId}
                hit={hit}
                active={hit === active}
                chosen={hit.eventId === chosen}
                onOpen={() => open(hit)}
              />
            ))}
          </div>
        ))}
        <Rest />
      </div>
    </section>
  )
}

const optionId = (eventId: string): string => `hit-${eventId}`

function Hit(props: { hit: SearchHit; active: boolean; chosen: boolean; onOpen: () => void }) {
  const { hit, active, chosen, onOpen } = props
  const say = useText(searchTexts)
  const language = useLanguage()
  const channelName = useChannelName()
  const company = useCompany()
  const me = useMe()?.operatorId
  const nameOf = useOperatorName()
  const now = Date.now() + useClockOffset()
  const disposition = company?.dispositions.find((d) => d.dispositionId === hit.dispositionId)
  const who =
    hit.direction === 'in'
      ? say('customer')
      : hit.operatorId
        ? hit.operatorId === me
          ? say('you')
          : nameOf(hit.operatorId)
        : undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which holds the focus
    <div
      id={optionId(hit.eventId)}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={css.hit}
      data-chosen={chosen}
      data-testid="search-hit"
      onClick={onOpen}
    >
      <div className={css.meta}>
        {hit.channel && (
          <>
            <ChannelIcon wire={hit.channel} size={14} />
            <span className="visually-hidden">{channelName(hit.channel)}</span>
          </>
        )}
        {hit.kind !== 'message' && <Pill>{say(hit.kind)}</Pill>}
        <span className="ellipsis">{who}</span>
        <time className={`num ${css.when}`} dateTime={new Date(hit.at).toISOString()}>
          {age(hit.at, now, language)}
        </time>
      </div>
      <div className={css.text}>
        {disposition && <b>{localise(disposition.name, language)} </b>}
        <Marked text={hit.text} marks={hit.marks} />
      </div>
    </div>
  )
}

/** How much was found, and how the words were read where they were not taken as typed. */
function Status() {
  const say = useText(searchTexts)
  const status = useSearch((s) => s.status)
  const count = useSearch((s) => s.hits.length)
  const after = useSearch((s) => s.after)
  const ms = useSearch((s) => s.ms)
  const read = useSearch((s) => s.read)
  const indexed = useSearch((s) => s.indexed)
  const local = useSearch((s) => s.local)
  return (
    <div className={css.status} aria-live="polite">
      {status === 'asking' && <Late>{say('asking')}</Late>}
      {status === 'found' && count > 0 && (
        <span className="num">{say(after === undefined ? 'count' : 'countMore', { count, ms })}</span>
      )}
      {status === 'found' &&
        read.map(({ typed, as, why }) => (
          <div key={typed} className={css.read}>
            {say(why === 'layout' ? 'readLayout' : 'readTypo', { typed, as })}
          </div>
        ))}
      {status === 'found' && local && <div className={css.read}>{say('local')}</div>}
      {status === 'found' && indexed !== undefined && (
        <div className={css.read}>{say('indexing', { percent: Math.floor(indexed * 100) })}</div>
      )}
    </div>
  )
}

/** What stands under the finds, or in their place. */
function Rest(): ReactNode {
  const say = useText(searchTexts)
  const language = useLanguage()
  const { status, hits, filters, filter, after, loadingMore, more, retry, code } = useSearch((s) => s)
  const filtered = Object.keys(filters).length > 0
  if (status === 'idle')
    return (
      <EmptyState icon={IconSearch} title={say('hintTitle')}>
        {say('hint')}
      </EmptyState>
    )
  if (status === 'failed')
    return (
      <EmptyState
        icon={IconPlugConnectedX}
        tone="red"
        title={say('failedTitle')}
        actions={<Button onClick={retry}>{say('retry')}</Button>}
        {...(code ? { code } : {})}
      >
        {code && sentence(code, language)}
      </EmptyState>
    )
  if (status === 'asking' && hits.length === 0)
    return (
      <Late>
        {[0, 1, 2, 3].map((n) => (
          <div key={n} className={css.ghost}>
            <Skeleton width={120} />
            <Skeleton width={240} />
          </div>
        ))}
      </Late>
    )
  if (status === 'found' && hits.length === 0)
    return (
      <EmptyState
        icon={IconMoodEmpty}
        title={say('noneTitle')}
        actions={
          filtered && (
            <Button
              onClick={() =>
                filter({ channel: undefined, operatorId: undefined, from: undefined, to: undefined })
              }
            >
              {say('dropFilters')}
            </Button>
          )
        }
      >
        {say(filtered ? 'noneFiltered' : 'none')}
      </EmptyState>
    )
  return (
    <>
      {code && (
        <p className={css.read} role="alert">
          {sentence(code, language)}
        </p>
      )}
      {after !== undefined && (
        <div className={css.moreRow}>
          <Button onClick={() => void more()} disabled={loadingMore}>
            {say('more')}
          </Button>
        </div>
      )}
    </>
  )
}
