import type { WidgetCompany } from '../../../../shared/protocol/widget-protocol.ts'
import { channelAddress } from '../linkify.ts'
import type { texts } from '../texts.ts'
import { h, icon, isIcon } from './dom.ts'

type Words = (typeof texts)['ru']
type Button = WidgetCompany['buttons'][number]

/** Messengers and the like: everything but the chat and the call, which the widget does itself. */
export const elsewhere = (company: WidgetCompany | undefined): Button[] =>
  (company?.buttons ?? []).filter(({ kind }) => kind !== 'chat' && kind !== 'call' && kind !== 'site')

/** Follows a button out: reports the press, opens the messenger, or gives false when it leads nowhere. */
export function follow(button: Button, click: (kind: string) => void): boolean {
  click(button.kind)
  const href = channelAddress(button.href)
  if (href) open(href, '_blank', 'noopener')
  return href !== undefined
}

/** A channel's short name; the hub's label may be as long as the company likes. */
const brand = (kind: string): string =>
  ({ whatsapp: 'WhatsApp', vk: 'VK' })[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1)

const mark = (kind: string, size: number) => icon(isIcon(kind) ? kind : 'chat', size)

/** The row of channels under the composer. */
export function channelRow(buttons: Button[], words: Words, press: (button: Button) => void): HTMLElement {
  const row = h('div', { class: 'chans', role: 'group', 'aria-label': words.continueIn })
  for (const button of buttons.slice(0, 4)) {
    const sign = h('span', { class: button.kind }, mark(button.kind, 18))
    row.append(
      h(
        'button',
        {
          type: 'button',
          class: 'chan',
          'data-channel': button.kind,
          title: button.label,
          onclick: () => press(button),
        },
        sign,
        brand(button.kind),
      ),
    )
  }
  return row
}

/** A phone's first question: by which way to talk. */
export function waysSheet(
  words: Words,
  buttons: Button[],
  status: HTMLElement,
  on: { chat(): void; call: (() => void) | undefined; other(button: Button): void; close(): void },
): HTMLElement {
  const way = (kind: string, label: string, hint: string, press: () => void) =>
    h(
      'button',
      { type: 'button', class: 'row way', 'data-channel': kind, onclick: press },
      h('span', { class: kind }, kind === 'call' ? icon('phone', 22) : mark(kind, 22)),
      label,
      h('span', { class: 'small dim' }, hint),
      icon('next', 18),
    )
  const box = h(
    'div',
    { class: 'ways', role: 'dialog', 'aria-modal': 'true', 'aria-label': words.howToTalk },
    h('h2', {}, words.howToTalk),
    status,
    way('chat', words.chatHere, words.chatHint, on.chat),
    on.call && way('call', words.callHere, words.callHint, on.call),
    ...buttons.map((button) => way(button.kind, brand(button.kind), '', () => on.other(button))),
  )
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') on.close()
  })
  return box
}
