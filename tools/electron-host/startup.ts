import path from 'node:path'
import { app } from './api/app.ts'
import { contentsOfTarget } from './api/web-contents.ts'
import { Chrome } from './chrome.ts'
import { followDownloads } from './downloads.ts'
import { FetchInterception } from './fetch-interception.ts'
import { host, isHeadless, say } from './host.ts'
import { createEvent } from './strict.ts'

let starting: Promise<Chrome> | undefined

/** Chromium, started on the first call. */
export function startBrowser(): Promise<Chrome> {
  starting ??= start()
  return starting
}

async function start(): Promise<Chrome> {
  const profileDir = path.join(app.getPath('userData'), 'HostProfile')
  const { debuggingPort, chromiumSwitches = [] } = host.args ?? {}
  const chrome = await Chrome.start({
    profileDir,
    headless: isHeadless(),
    ...(debuggingPort === undefined ? {} : { debuggingPort }),
    switches: [...app.commandLine.list(), ...chromiumSwitches],
  })
  host.chrome = chrome
  process.on('exit', () => chrome.kill())
  host.onShutdown.push(() => chrome.close())
  chrome.onGone(() => {
    if (host.exiting) return
    say('Chromium ended unexpectedly; the application ends with it')
    process.exit(1)
  })
  const { browser } = chrome.cdp
  host.interception = new FetchInterception(browser, contentsOfTarget)
  host.onRenderProcessGone = (contents, details) =>
    app.emit('render-process-gone', createEvent(), contents, details)
  await Promise.all([
    host.interception.refresh(),
    followDownloads(browser, path.join(profileDir, 'Downloads'), contentsOfTarget),
    chrome.version().then((version) => Object.assign(process.versions, { chrome: version })),
  ])
  return chrome
}
