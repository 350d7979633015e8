import { IconPaperclip, IconShieldCheck, IconUser } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { DraftKey } from '../../../shared/ipc/writing-contract.ts'
import { findTemplates, openBlanks, type Template } from '../../../shared/templates/template.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { nothing, useConversation } from './store.ts'
import type { Target } from './targets.ts'
import { useFill } from './use-fill.ts'

/** What follows a slash that begins a word, up to the caret. */
export const slashIn = (text: string, caret: number): { query: string; from: number } | undefined => {
  const found = /(?:^|\s)\/([\p{L}\p{N}-]{0,32})$/u.exec(text.slice(0, caret))
  return found ? { query: found[1] ?? '', from: caret - (found[1]?.length ?? 0) - 1 } : undefined
}

export type Picker = ReturnType<typeof usePicker>

/** Looks for templates as they are asked for, by a slash in the field or by the button. */
export function usePicker(of: {
  target: Target
  draftKey: DraftKey
  insert: (words: string, replaceFrom?: number) => void
}) {
  const { target, draftKey, insert } = of
  const templates = useConversation((s) => s.templates)
  const uses = useConversation((s) => s.uses)
  const write = useConversation((s) => s.write)
  const words = useConversation((s) => s.drafts.get(draftKey)) ?? nothing
  const language = useLanguage()
  const spoken = usePerson((s) => s.card?.language)
  const fill = useFill()
  const [asked, setAsked] = useState<{ query: string; from: number | undefined }>()
  const [at, setAt] = useState(0)
  const usable = target.open === 'template' ? templates.filter((t) => t.approved) : templates
  const found = asked
    ? findTemplates(usable, asked.query, uses, {
        channel: target.channel,
        language: target.account?.language ?? spoken ?? language,
        limit: 7,
      })
    : []
  const take = (template: Template | undefined) => {
    if (!template) return
    const filled = fill(template.body)
    const alone = words.text.slice(0, asked?.from ?? words.text.length).trim() === ''
    const fixed = template.locked || target.open === 'template'
    insert(filled, fixed ? 0 : asked?.from)
    const files = template.attachments.map((a) => ({
      fileId: a.attachmentId,
      fileName: a.fileName,
      bytes: a.bytes ?? a.kilobytes * 1024,
      ...(a.mime ? { mime: a.mime } : {}),
    }))
    write(draftKey, {
      ...(fixed ? { text: filled } : {}),
      ...(alone || fixed ? { templateId: template.templateId } : {}),
      files: [...words.files, ...files],
    })
    setAsked(undefined)
  }
  return {
    open: asked !== undefined,
    query: asked?.query ?? '',
    found,
    at,
    fill,
    take,
    close: () => setAsked(undefined),
    toggle: () => {
      setAt(0)
      setAsked(asked ? undefined : { query: '', from: undefined })
    },
    follow(slash: { query: string; from: number } | undefined) {
      setAt(0)
      setAsked(slash)
    },
    look: setAt,
    onKey(event: KeyboardEvent): boolean {
      if (!asked) return false
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (found.length)
          setAt((i) => (i + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length)
        return true
      }
      if (event.key === 'Escape') {
        setAsked(undefined)
        return true
      }
      if ((event.key !== 'Enter' && event.key !== 'Tab') || found.length === 0 || event.shiftKey) return false
      take(found[at])
      return true
    },
  }
}

/** The list on the left, what would be written on the right. */
export function TemplatePicker(props: { picker: Picker }) {
  const { picker } = props
  const say = useText(composerTexts)
  const chosen = picker.found[picker.at]
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <div className={css.picker} data-testid="templates">
      <div className={css.pickerList} role="listbox" aria-label={say('template')} ref={list}>
        {picker.found.map((template, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
          <div
            key={template.templateId}
            role="option"
            aria-selected={i === picker.at}
            onMouseMove={() => picker.look(i)}
            onMouseDown={(event) => {
              event.preventDefault()
              picker.take(template)
            }}
          >
            <span className="ellipsis">
              <Hit title={template.title} query={picker.query} />
            </span>
            {i === picker.at ? (
              <Kbd>Enter</Kbd>
            ) : (
              <span className={css.hint}>{template.shortcut && `/${template.shortcut}`}</span>
            )}
          </div>
        ))}
        <div className={css.pickerFoot}>{say(picker.found.length ? 'usedFirst' : 'noTemplates')}</div>
      </div>
      {chosen && <Preview template={chosen} text={picker.fill(chosen.body)} />}
    </div>
  )
}

function Hit(props: { title: string; query: string }) {
  const { title, query } = props
  const i = query ? title.toLowerCase().indexOf(query.toLowerCase()) : -1
  if (i < 0) return title
  return (
    <>
      {title.slice(0, i)}
      <b className={css.hit}>{title.slice(i, i + query.length)}</b>
      {title.slice(i + query.length)}
    </>
  )
}

function Preview(props: { template: Template; text: string }) {
  const { template, text } = props
  const say = useText(composerTexts)
  const blanks = openBlanks(text)
  let at = 0
  return (
    <div className={css.preview}>
      <p>
        {blanks.map(({ start, end, name }) => {
          const before = text.slice(at, start)
          at = end
          return (
            <span key={start}>
              {before}
              <mark>{name}</mark>
            </span>
          )
        })}
        {text.slice(at)}
      </p>
      <div className={css.previewFoot}>
        {template.attachments.map((file) => (
          <span key={file.attachmentId}>
            <Icon of={IconPaperclip} size={14} /> {file.fileName}
          </span>
        ))}
        <span className={css.previewMark}>
          <Icon of={template.ownerId ? IconUser : IconShieldCheck} size={14} />{' '}
          {template.ownerId
            ? say('ownMark')
            : template.approved
              ? say('approvedMark', { version: template.version })
              : template.locked
                ? say('lockedMark', { version: template.version })
                : `v${template.version}`}
        </span>
      </div>
    </div>
  )
}
