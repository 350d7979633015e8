import type { WebFrameMain } from './api/web-frame.ts'
import type { CdpSession } from './cdp.ts'
import { toAppUrl } from './schemes.ts'
import { createEvent } from './strict.ts'

/** What a page logs, and what Chromium logs about it, as the arguments of `console-message`. */
export function followConsole(
  page: CdpSession,
  frame: WebFrameMain,
  emit: (...args: unknown[]) => void,
): void {
  const tell = (
    level: 'info' | 'warning' | 'error' | 'debug',
    message: string,
    lineNumber = 0,
    sourceId = '',
  ): void => {
    const source = toAppUrl(sourceId)
    const number = ['debug', 'info', 'warning', 'error'].indexOf(level)
    const event = createEvent({ level, message, lineNumber, sourceId: source, frame })
    emit(event, number, message, lineNumber, source)
  }
  page.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const text = args
      .map((arg) => String(arg.value ?? arg.unserializableValue ?? arg.description ?? arg.type))
      .join(' ')
    const level =
      type === 'error' || type === 'assert' ? 'error' : type === 'warning' || type === 'debug' ? type : 'info'
    const top = stackTrace?.callFrames[0]
    tell(level, text, top && top.lineNumber + 1, top?.url)
  })
  page.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception, lineNumber, url } }) =>
    tell('error', exception?.description ? `${text} ${exception.description}` : text, lineNumber + 1, url),
  )
  page.on('Log.entryAdded', ({ entry: { level, text, lineNumber, url } }) =>
    tell(level === 'verbose' ? 'debug' : level, text, (lineNumber ?? -1) + 1, url),
  )
}
