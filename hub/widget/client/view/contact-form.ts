import { h, say } from './dom.ts'

export const field = (type: string, label: string, autocomplete: string) =>
  h('input', { class: 'field', type, autocomplete, 'aria-label': label, placeholder: label })

/** A telephone number without what people write between its digits; undefined when it is none. */
export function numberIn(text: string): string | undefined {
  const number = text.replace(/[\s().-]/g, '')
  return /^\+?\d{7,15}$/.test(number) ? number : undefined
}

/** A form that asks for a contact. `send` gives what is wrong in words, or undefined when it went. */
export function contactForm(
  part: string,
  title: string,
  fields: readonly HTMLElement[],
  button: string,
  send: () => Promise<string | undefined>,
): HTMLElement {
  const problem = h('div', { class: 'count', role: 'alert' })
  const form = h(
    'form',
    { class: 'stack', novalidate: true, 'data-part': part },
    h('h2', {}, title),
    ...fields,
    problem,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, button)),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send().then((wrong) => say(problem, wrong ?? ''))
  })
  return form
}
