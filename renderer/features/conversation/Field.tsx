import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react'
import type { DraftKey } from '../../../shared/ipc/writing-contract.ts'
import { nextBlank, openBlanks } from '../../../shared/templates/template.ts'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { nothing, useConversation } from './store.ts'

export type FieldRef = React.RefObject<HTMLTextAreaElement | null>

/**
 * A field that keeps its draft and its caret, marks the blanks of a template, and sends on Enter or on Ctrl Enter as the
 * operator has chosen. `onKey` sees a key first and may take it; `mayChange` refuses a change of a locked text.
 */
export function Field(props: {
  draftKey: DraftKey
  field: FieldRef
  label: string
  placeholder: string
  onSubmit(): void
  onKey?(event: KeyboardEvent<HTMLTextAreaElement>): boolean
  onText?(text: string, caret: number): void
  mayChange?(text: string): boolean
  above?: ReactNode
}) {
  const { draftKey, field, onSubmit, onKey, onText, mayChange } = props
  const text = useConversation((s) => s.drafts.get(draftKey)?.text ?? '')
  const caret = useConversation((s) => s.drafts.get(draftKey)?.caret)
  const write = useConversation((s) => s.write)
  const addFiles = useConversation((s) => s.addFiles)
  const enterSends = usePreference((p) => p.enterSends)
  const mirror = useRef<HTMLDivElement>(null)
  const blanks = openBlanks(text)

  // The caret of a draft is where it was left, also after another conversation or another day.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another draft is another place to write
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    if (document.activeElement === document.body) element.focus({ preventScroll: true })
    const [start, end] = caret ?? [element.value.length, element.value.length]
    element.setSelectionRange(start, end)
  }, [draftKey])

  const keepCaret = () => {
    const element = field.current
    if (element && element.value === text && text)
      write(draftKey, { caret: [element.selectionStart, element.selectionEnd] })
  }
  const goTo = (start: number, end: number) => {
    field.current?.focus()
    field.current?.setSelectionRange(start, end)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (onKey?.(event)) return event.preventDefault()
    if (event.key === 'Tab' && blanks.length && !event.ctrlKey && !event.altKey) {
      const { selectionStart, selectionEnd } = event.currentTarget
      const next = nextBlank(text, event.shiftKey ? selectionStart : selectionEnd, event.shiftKey)
      event.preventDefault()
      if (next) goTo(next.start, next.end)
      return
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
    const hard = event.ctrlKey || event.metaKey
    if (!hard && enterSends === false) return
    event.preventDefault()
    onSubmit()
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    // A table copied from a spreadsheet comes as text and as a picture of it: the text is meant.
    if (files.length === 0 || event.clipboardData.getData('text/plain')) return
    event.preventDefault()
    addFiles(draftKey, files)
  }
  return (
    <div className={css.fieldBox}>
      {props.above}
      <div className={css.fieldStack}>
        <div className={css.mirror} ref={mirror} aria-hidden>
          {blanks.length > 0 && marked(text, blanks)}
        </div>
        <textarea
          ref={field}
          className={css.text}
          value={text}
          rows={2}
          aria-label={props.label}
          placeholder={props.placeholder}
          onChange={(e) => {
            const { value, selectionStart } = e.target
            if (mayChange && !mayChange(value)) return
            write(draftKey, { text: value, caret: [selectionStart, selectionStart] })
            onText?.(value, selectionStart)
          }}
          onScroll={(e) => {
            if (mirror.current) mirror.current.scrollTop = e.currentTarget.scrollTop
          }}
          onBlur={keepCaret}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          spellCheck
        />
      </div>
    </div>
  )
}

function marked(text: string, blanks: ReturnType<typeof openBlanks>): ReactNode[] {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of blanks) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  parts.push(text.slice(at), '\n')
  return parts
}

/** Puts words where the caret is, in the place of what is selected; gives where they begin. */
export function useInsert(
  draftKey: DraftKey,
  field: FieldRef,
): (words: string, replaceFrom?: number) => void {
  const write = useConversation((s) => s.write)
  const text = useConversation((s) => (s.drafts.get(draftKey) ?? nothing).text)
  const wanted = useRef<[number, number]>(undefined)
  useEffect(() => {
    if (!wanted.current) return
    field.current?.focus()
    field.current?.setSelectionRange(...wanted.current)
    wanted.current = undefined
  })
  return (words, replaceFrom) => {
    const element = field.current
    const start = replaceFrom ?? element?.selectionStart ?? text.length
    const end = element?.selectionEnd ?? text.length
    const next = text.slice(0, start) + words + text.slice(end)
    const first = openBlanks(words)[0]
    const caret: [number, number] = first
      ? [start + first.start, start + first.end]
      : [start + words.length, start + words.length]
    wanted.current = caret
    write(draftKey, { text: next, caret })
  }
}

/** Asked once, after the first Enter has done what it does unless told otherwise. */
export function EnterQuestion(props: { onDone: () => void }) {
  const say = useText(composerTexts)
  const set = useSetPreferences()
  const answer = (enterSends: boolean) => {
    set({ enterSends })
    props.onDone()
  }
  return (
    <div className={css.question} role="status" data-testid="enter-question">
      <span>{say('enterAsk')}</span>
      <Button size="small" onClick={() => answer(true)}>
        {say('enterSends')}
      </Button>
      <Button size="small" onClick={() => answer(false)}>
        {say('enterLine')}
      </Button>
    </div>
  )
}
