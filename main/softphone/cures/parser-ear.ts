import type { LogConnector } from 'sip.js'

/**
 * Hears which header made sip.js drop a message: its parser gives up at the first one that it cannot read, were it a
 * Contact of somebody else's phone, and tells only its log. Nothing of that log is kept but the header's name.
 */
export class ParserEar {
  /** Since it was last cleared. */
  unread: string | undefined

  readonly connector: LogConnector = (level, category, _label, content) => {
    if (level !== 'error' || category !== 'sip.Parser') return
    this.unread = /^error parsing header '([\w-]{1,40})'$/.exec(String(content))?.[1]?.toLowerCase()
  }

  clear(): void {
    this.unread = undefined
  }
}
