import { chooseLanguage } from './texts.ts'
import { startWidget, type WidgetApi } from './widget.ts'

/**
 * The embed: `<script src="https://hub/widget/widget.js" data-account="…" async></script>`.
 * `data-language` (ru, pl, en), `data-theme` (light, dark) and `data-sound="off"` are optional. A page that wants to
 * speak before the script has come may queue: `(window.kommutator ||= []).push(['product', { productId: '…' }])`.
 */
type Queued = { [K in keyof WidgetApi]: [K, ...Parameters<WidgetApi[K]>] }[keyof WidgetApi]
type Place = { kommutator?: Queued[] | (WidgetApi & { push(...calls: Queued[]): void }) }

const script = document.currentScript
const place = window as Place

if (script instanceof HTMLScriptElement && !(place.kommutator && 'open' in place.kommutator)) {
  const { account, language, theme, sound } = script.dataset
  const url = new URL(script.src)
  const begin = () => {
    const api = startWidget({
      hub: url.origin,
      phoneUrl: new URL('widget-phone.js', url).href,
      ...(account ? { account } : {}),
      language: chooseLanguage([language, document.documentElement.lang, ...navigator.languages]),
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
      sound: sound !== 'off',
    })
    const push = (...calls: Queued[]) => {
      for (const [name, ...args] of calls)
        if (Object.hasOwn(api, name)) (api[name] as (...args: unknown[]) => void)(...args)
    }
    const queued = Array.isArray(place.kommutator) ? place.kommutator : []
    place.kommutator = { ...api, push }
    push(...queued)
  }
  // An async script in the head may come before there is a body to put the widget on.
  if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin, { once: true })
}
