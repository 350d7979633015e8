import { freshId } from '../ids.ts'
import type { Session } from '../session.ts'
import { refusal, type texts } from '../texts.ts'
import { h, say } from './dom.ts'

/** A form for who comes while nobody works: name, number or address, and what it is about. Pressed twice, it asks once. */
export function leaveContact(
  session: Session,
  words: (typeof texts)['ru'],
  language: keyof typeof texts,
  done: () => void,
): { form: HTMLElement; first: HTMLElement } {
  const id = freshId()
  const input = (type: string, label: string, autocomplete: string) =>
    h('input', { class: 'field', type, autocomplete, 'aria-label': label, placeholder: label })
  const name = input('text', words.yourName, 'name')
  const phone = input('tel', words.yourNumber, 'tel')
  const email = input('email', words.yourEmail, 'email')
  const text = h('textarea', {
    class: 'field',
    rows: 3,
    'aria-label': words.aboutWhat,
    placeholder: words.aboutWhat,
  })
  const problem = h('div', { class: 'count', role: 'alert' })
  const form = h(
    'form',
    { class: 'stack', novalidate: true, 'data-part': 'leave-contact' },
    h('h2', {}, words.leaveTitle),
    name,
    phone,
    email,
    text,
    problem,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, words.leaveSend)),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void (async () => {
      const [number, address] = [phone.value.trim(), email.value.trim()]
      if (!number && !address) return say(problem, refusal('CONTACT_NEEDED', language))
      if (number && !/^\+?\d{7,15}$/.test(number.replace(/[\s().-]/g, '')))
        return say(problem, words.badNumber)
      const asked = await session.leaveContact({
        id,
        name: name.value.trim(),
        text: text.value.trim(),
        ...(number ? { phone: number } : {}),
        ...(address ? { email: address } : {}),
      })
      if (asked === undefined) done()
      else say(problem, refusal(asked, language))
    })()
  })
  return { form, first: name }
}
