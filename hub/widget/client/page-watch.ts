/** The host page sets its title and draws after it has changed the address. */
const SETTLE_MS = 50

/**
 * Tells of every change of the address within a page (History API, back and forward): `left` at once, `arrived` when
 * the new page has settled. Where the browser has the
 * Navigation API nothing of the host page is touched; elsewhere pushState and replaceState are wrapped, unchanged in
 * what they do and return. Gives the way to stop.
 */
export function watchPage(left: () => void, arrived: () => void): () => void {
  let last = location.href
  const look = () => {
    if (location.href === last) return
    last = location.href
    left()
    setTimeout(arrived, SETTLE_MS)
  }
  const navigation = (window as { navigation?: EventTarget }).navigation
  if (navigation) {
    navigation.addEventListener('currententrychange', look)
    return () => navigation.removeEventListener('currententrychange', look)
  }
  const { pushState, replaceState } = history
  const wrap = (original: History['pushState']): History['pushState'] =>
    function (this: History, ...args) {
      original.apply(this, args)
      look()
    }
  history.pushState = wrap(pushState)
  history.replaceState = wrap(replaceState)
  addEventListener('popstate', look)
  addEventListener('hashchange', look)
  return () => {
    history.pushState = pushState
    history.replaceState = replaceState
    removeEventListener('popstate', look)
    removeEventListener('hashchange', look)
  }
}
