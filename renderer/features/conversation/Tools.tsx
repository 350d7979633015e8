import { Menu, Popover } from '@mantine/core'
import {
  IconCalendarClock,
  IconMicrophone,
  IconMoodSmile,
  IconPaperclip,
  IconSlash,
} from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { DraftKey } from '../../../shared/ipc/writing-contract.ts'
import { useClockOffset } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { findEmoji } from './emoji.ts'
import type { FieldRef } from './Field.tsx'
import { moments } from './moments.ts'
import { useConversation } from './store.ts'

/** Files, templates, emoji, voice, later: what goes into a message besides words. */
export function Tools(props: {
  draftKey: DraftKey
  field: FieldRef
  insert: (words: string) => void
  onTemplate?: () => void
  onVoice?: () => void
  onSchedule?: (at: number) => void
}) {
  const say = useText(composerTexts)
  const addFiles = useConversation((s) => s.addFiles)
  const chooser = useRef<HTMLInputElement>(null)
  const [picking, setPicking] = useState(false)
  return (
    <span className={css.tools}>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        data-testid="file-chooser"
        onChange={(event) => {
          addFiles(props.draftKey, event.target.files ?? [])
          event.target.value = ''
          props.field.current?.focus()
        }}
      />
      <IconButton icon={IconPaperclip} label={say('attach')} onClick={() => chooser.current?.click()} />
      {props.onTemplate && (
        <IconButton
          icon={IconSlash}
          label={say('template')}
          onClick={() => {
            props.onTemplate?.()
            props.field.current?.focus()
          }}
        />
      )}
      <Popover opened={picking} onChange={setPicking} position="top-start" trapFocus>
        <Popover.Target>
          <IconButton icon={IconMoodSmile} label={say('emoji')} onClick={() => setPicking(!picking)} />
        </Popover.Target>
        <Popover.Dropdown className={css.emojiBox}>
          <EmojiGrid
            onPick={(sign) => {
              setPicking(false)
              props.insert(sign)
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {props.onSchedule && <Later onChoose={props.onSchedule} />}
      {props.onVoice && <IconButton icon={IconMicrophone} label={say('voice')} onClick={props.onVoice} />}
    </span>
  )
}

function EmojiGrid(props: { onPick: (sign: string) => void }) {
  const say = useText(composerTexts)
  const [query, setQuery] = useState('')
  return (
    <>
      <input
        className={css.emojiFind}
        value={query}
        placeholder={say('emojiFind')}
        aria-label={say('emojiFind')}
        data-autofocus
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const first = findEmoji(query)[0]
          if (event.key === 'Enter' && first) props.onPick(first[0])
        }}
      />
      <div className={css.emojiGrid}>
        {findEmoji(query).map(([sign, words]) => (
          <button
            key={sign}
            type="button"
            title={words.split(' ')[0]}
            aria-label={words}
            onClick={() => props.onPick(sign)}
          >
            {sign}
          </button>
        ))}
      </div>
    </>
  )
}

/** When the hub shall send it: four usual moments, or any other. */
export function Later(props: { onChoose: (at: number) => void }) {
  const say = useText(composerTexts)
  const offset = useClockOffset()
  const [own, setOwn] = useState('')
  const chosen = own ? new Date(own).getTime() : Number.NaN
  return (
    <Menu position="top-start" closeOnItemClick>
      <Menu.Target>
        <IconButton icon={IconCalendarClock} label={say('later')} />
      </Menu.Target>
      <Menu.Dropdown>
        {moments(Date.now()).map(({ key, at }) => (
          <Menu.Item key={key} onClick={() => props.onChoose(at + offset)}>
            {say(key)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <div className={css.ownTime}>
          <label>
            {say('otherTime')}
            <input type="datetime-local" value={own} onChange={(event) => setOwn(event.target.value)} />
          </label>
          <Button
            size="small"
            disabled={!(chosen > Date.now())}
            onClick={() => props.onChoose(chosen + offset)}
          >
            {say('scheduleIt')}
          </Button>
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
