import { MESSAGE_LIMIT } from '../session.ts'
import { fill, type texts } from '../texts.ts'
import { h, icon, iconButton, say, show } from './dom.ts'

export type Composer = { element: HTMLElement; focus(): void; fill(text: string): void }

const MAX_HEIGHT = 120
/** Browsers take many seconds to lay out a field with a megabyte in it: so much is not let in at all. */
const PASTE_LIMIT = 20_000

/** Enter sends, Shift+Enter breaks the line; a text that is too long stays here with its length told. */
export function composer(
  words: (typeof texts)['ru'],
  draft: string,
  on: { send(text: string): void; typed(draft: string): void; files(files: Iterable<File>): void },
): Composer {
  const count = h('div', { class: 'count', role: 'status' })
  const field = h('textarea', {
    class: 'field',
    rows: 1,
    placeholder: words.message,
    'aria-label': words.message,
    enterkeyhint: 'send',
    dir: 'auto',
  })
  const send = h(
    'button',
    { type: 'submit', class: 'primary square', 'aria-label': words.send, title: words.send },
    icon('send'),
  )
  const chooser = h('input', { type: 'file', multiple: true, tabindex: -1, 'aria-hidden': true })
  show(chooser, false)
  chooser.addEventListener('change', () => {
    on.files(chooser.files ?? [])
    chooser.value = ''
    field.focus()
  })
  const clip = iconButton('clip', words.attach, () => chooser.click())
  const form = h('form', { class: 'row' }, clip, chooser, field, send)
  form.style.alignItems = 'flex-end'

  const grow = () => {
    field.style.height = 'auto'
    field.style.height = `${Math.min(MAX_HEIGHT, field.scrollHeight + 2)}px`
    tell(field.value.trim().length)
  }
  const tell = (length: number) => {
    show(count, length > MESSAGE_LIMIT)
    say(count, length > MESSAGE_LIMIT ? fill(words.tooLong, { n: length, max: MESSAGE_LIMIT }) : '')
  }
  const keepOut = (event: Event, brought: DataTransfer | null) => {
    const files = [...(brought?.files ?? [])]
    if (files.length) {
      event.preventDefault()
      return on.files(files)
    }
    const length = brought?.getData('text/plain').length ?? 0
    if (length <= PASTE_LIMIT) return
    event.preventDefault()
    tell(length)
  }
  const put = (text: string) => {
    field.value = text
    grow()
  }
  const submit = () => {
    const text = field.value.trim()
    if (text === '' || text.length > MESSAGE_LIMIT) return field.focus()
    put('')
    on.send(text)
    field.focus()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  field.addEventListener('keydown', (event) => {
    // `isComposing`: Enter that ends an input method's word is not meant for us.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  field.addEventListener('paste', (event) => keepOut(event, event.clipboardData))
  field.addEventListener('drop', (event) => keepOut(event, event.dataTransfer))
  field.addEventListener('input', () => {
    grow()
    on.typed(field.value)
  })
  field.value = draft
  show(count, false)

  return {
    element: h('div', {}, form, count),
    focus: () => {
      grow()
      field.focus()
    },
    fill: (text) => {
      put(text)
      on.typed(text)
      field.focus()
    },
  }
}
