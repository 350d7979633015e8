import { useEffect } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'

/**
 * What takes card data: a field that says so (`data-payment`), one that the browser knows as such (HTML, autofill field names
 * `cc-…`), or an embedded page (`data-payment-page` names its origin).
 */
const fields = '[data-payment], [autocomplete^="cc-"]'
const page = 'iframe[data-payment-page]'

/** What an embedded page says, by `postMessage`, when its own field takes or leaves the focus. */
const isWord = (data: unknown): data is { type: 'kommutator.payment-field'; focused: boolean } =>
  typeof data === 'object' &&
  data !== null &&
  (data as { type?: unknown }).type === 'kommutator.payment-field' &&
  typeof (data as { focused?: unknown }).focused === 'boolean'

/** Tells whenever card data begins or ends to be taken anywhere in the window; ends with a last `false`. */
export function watchPaymentFields(tell: (focused: boolean) => void, window: Window): () => void {
  const { document } = window
  const asked = new Set<Element>()
  let told = false
  const settle = () => {
    const active = document.activeElement
    for (const frame of asked) if (!frame.isConnected) asked.delete(frame)
    const focused = asked.size > 0 || active?.closest(fields) != null || active?.matches(page) === true
    if (focused === told) return
    told = focused
    tell(focused)
  }
  // The focus goes to nothing in between two fields: where it has come to rest is known a moment later.
  const later = () => queueMicrotask(settle)
  const onMessage = ({ data, origin, source }: MessageEvent) => {
    if (!isWord(data)) return
    const frame = [...document.querySelectorAll<HTMLIFrameElement>(page)].find(
      (one) => one.contentWindow === source && one.dataset.paymentPage === origin,
    )
    if (!frame) return
    asked[data.focused ? 'add' : 'delete'](frame)
    settle()
  }
  // A field that goes away with the focus in it tells nobody.
  const observer = new MutationObserver(settle)
  observer.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('focusin', settle)
  document.addEventListener('focusout', later)
  window.addEventListener('blur', later)
  window.addEventListener('message', onMessage)
  settle()
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', settle)
    document.removeEventListener('focusout', later)
    window.removeEventListener('blur', later)
    window.removeEventListener('message', onMessage)
    if (told) tell(false)
  }
}

/** Recordings pause while card data is typed anywhere in this window. */
export function usePaymentFields(): void {
  const bridge = useBridge()
  useEffect(() => {
    // Whatever the page before this one said, nothing has the focus now.
    void bridge.recordings.paymentField({ focused: false })
    return watchPaymentFields((focused) => void bridge.recordings.paymentField({ focused }), window)
  }, [bridge])
}
