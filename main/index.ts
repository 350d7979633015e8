import { join, resolve } from 'node:path'
import {
  app,
  type BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  protocol,
  safeStorage,
  shell,
} from 'electron'
import { contract } from '../shared/ipc/contract.ts'
import { miniContract } from '../shared/ipc/mini-contract.ts'
import { callKeys } from '../shared/keys/call-keys.ts'
import { type ErrorCode, sentence } from '../shared/lib/errors.ts'
import type { ContactId } from '../shared/lib/ids.ts'
import { pickLanguage } from '../shared/lib/language.ts'
import { stays } from '../shared/notices/notice.ts'
import { noticeTitle } from '../shared/notices/words.ts'
import { isLive } from '../shared/softphone/call.ts'
import { type Console, createConsole } from './console.ts'
import { deepLink, readEnvironment } from './environment.ts'
import { forkUtility } from './hub/fork.ts'
import { createPublish, serve } from './ipc/serve.ts'
import { createLogger } from './log/logger.ts'
import { createMini } from './mini/mini.ts'
import { TRY_OUT } from './notices/notices.ts'
import { paths } from './paths.ts'
import { catchWhatSlips } from './process-net.ts'
import { createSecrets } from './settings/secrets.ts'
import { openSettings } from './settings/settings.ts'
import { settingsFile } from './settings/settings-file.ts'
import { createDemoCallers } from './shell/demo-callers.ts'
import { createGlobalKeys } from './shell/global-keys.ts'
import { countImage } from './shell/marks.ts'
import { createMediaWindow } from './shell/media-window.ts'
import { createMiniWindow } from './shell/mini-window.ts'
import { watchNetwork } from './shell/network.ts'
import { createSystemNotices } from './shell/notices.ts'
import { createOperatorWindow } from './shell/operator-window.ts'
import { orderFrom, orderOf } from './shell/orders.ts'
import { createPopOuts } from './shell/pop-outs.ts'
import { watchPower } from './shell/power.ts'
import { createPageServer, SCHEME } from './shell/protocol.ts'
import { offerInFields, prepareSpelling } from './shell/spelling.ts'
import { announce } from './shell/terminal.ts'
import { createTray } from './shell/tray.ts'
import { createTrayTeller } from './shell/tray-teller.ts'
import { CONSOLE_ORIGIN, isTrustedSender, MINI_ORIGIN } from './shell/trust.ts'
import { makeWindow, prepareSessions } from './shell/windows.ts'
import { words } from './shell/words.ts'
import { createCallKeys } from './softphone/call-keys.ts'

// The composition root: builds the parts and wires them. What any of them does stands in its own file.

const environment = readEnvironment(process.env, process.argv)
if (environment.userDataDir) app.setPath('userData', resolve(environment.userDataDir))
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

const order = orderOf(process.argv)
const say = (code: ErrorCode, exitCode: number) => {
  const language = environment.language ?? pickLanguage(app.getPreferredSystemLanguages())
  process.stdout.write(`${sentence(code, language)}\n`, () => app.exit(exitCode))
}
if (!app.requestSingleInstanceLock(order ? { order } : {})) {
  if (order) app.exit(0)
  else say('INSTANCE_RUNNING', 0)
} else if (order && order.what !== 'dial') {
  say('INSTANCE_NOT_RUNNING', 1)
} else {
  app.whenReady().then(start, (error: unknown) => {
    console.error(error)
    app.exit(1)
  })
}

function start(): void {
  const userData = app.getPath('userData')
  const logFolder = join(userData, 'logs')
  const log = createLogger(join(logFolder, 'main.log'), (line) => process.stderr.write(`${line}\n`))
  catchWhatSlips(log)

  const settings = openSettings(
    settingsFile(userData),
    environment.language ?? pickLanguage(app.getPreferredSystemLanguages()),
  )
  const { language: asked, data } = environment
  if (asked) settings.update(({ preferences }) => ({ preferences: { ...preferences, language: asked } }))
  if (data) settings.update(() => ({ data, hub: {} }))
  const language = () => settings.get().preferences.language
  const secrets = createSecrets(safeStorage, process.platform)
  const icon = join(app.getAppPath(), 'resources', 'icons', 'icon.png')

  const spelling = prepareSpelling(userData)

  const openExternal = (url: string) => shell.openExternal(url)
  const ports = { icon, openExternal: (url: string) => void openExternal(url) }
  let desk: Console
  let quitting = false

  prepareSessions(
    createPageServer({
      folder: paths.renderer,
      recording: (recordingId, request) => desk.player.respond(recordingId, request),
      file: (fileId, request) => desk.files.respond(fileId, request),
    }),
  )

  const media = createMediaWindow({
    make: () => makeWindow('engine', { ...ports, preload: paths.enginePreload }),
    onLost: () => desk.engine.reset(),
    log,
  })

  const operator = createOperatorWindow({
    make() {
      const window = makeWindow('operator', {
        ...ports,
        preload: paths.preload,
        bounds: settings.get().window,
      })
      offerInFields(window, language)
      return window
    },
    remember: (window) => settings.update(() => ({ window })),
    wasMaximized: settings.get().window?.maximized ?? false,
    mayClose: () => quitting || mayEndCalls(operator.window),
    hides: () => !quitting && (settings.get().preferences.notices?.closeToTray ?? false),
    onHidden() {
      if (settings.get().toldHidden) return
      settings.update(() => ({ toldHidden: true }))
      const [title, body] = [words.hidden[language()], words.hiddenDetail[language()]]
      notices.show('hidden', { title, body, onClick: () => operator.show() })
    },
    onFocus() {
      desk.notices.centre.focused()
      mini.settle()
    },
    onBlur: () => mini.settle(),
    onKeyDown: () => mini.keyDown(),
    // On macOS a program stays when its last window goes; elsewhere the hidden media window must not keep it.
    onClosed: () => process.platform !== 'darwin' && app.quit(),
    log,
  })

  const mayEndCalls = (window: BrowserWindow | undefined): boolean => {
    if (!desk.phone.calls.some(isLive)) return true
    const question = {
      type: 'warning' as const,
      message: words.inCall[language()],
      detail: words.inCallDetail[language()],
      buttons: [words.stay[language()], words.hangUpAndQuit[language()]],
      defaultId: 0,
      cancelId: 0,
    }
    return (window ? dialog.showMessageBoxSync(window, question) : dialog.showMessageBoxSync(question)) === 1
  }

  const miniWindow = createMiniWindow({
    make: () => makeWindow('mini', { ...ports, preload: paths.miniPreload }),
    left: () => settings.get().mini,
    remember: (mini) => settings.update(() => ({ mini })),
    onBlur: () => mini.blurred(),
    onKeyDown: () => mini.keyDown(),
    platform: process.platform,
    log,
  })

  const popOuts = createPopOuts({
    make(bounds) {
      const window = makeWindow('pop-out', { ...ports, preload: paths.preload, bounds })
      offerInFields(window, language)
      return window
    },
    onChange(list) {
      settings.update(() => ({ popOuts: list }))
      desk.hub.cards.pin(list.map(({ contactId }) => contactId))
      publish('windows', 'changed', { popOuts: list })
    },
    onReturned(stood, popOutId) {
      desk.notices.centre.viewing(popOutId, [])
      publish('windows', 'returned', stood)
    },
    onFocus: () => desk.notices.centre.focused(),
    log,
  })
  const callers = createDemoCallers(() => makeWindow('caller', ports), log)
  const publish = createPublish(() => [operator, popOuts], log)
  const command = (name: string, argument?: string) =>
    publish('app', 'command', { name, ...(argument === undefined ? {} : { argument }) })
  const notices = createSystemNotices()
  const keys = createGlobalKeys((name) => pressed(name), log)
  const reconnect = (reason: string) => {
    desk.blackBox.event(reason)
    desk.phone.reconnect(reason)
  }
  const power = watchPower(reconnect, (away) => desk.hub.session.setAuto(away))
  watchNetwork(() => {
    reconnect('network')
    desk.hub.connection.retry()
  })

  desk = createConsole({
    userData,
    demoDir: join(app.getAppPath(), 'resources', 'demo'),
    pagesDir: paths.pages,
    environment,
    settings,
    secrets,
    transport: media.transport,
    reloadEngine: () => media.load(),
    forkHub: () => forkUtility(paths.hub, 'Kommutator hub', join(logFolder, 'hub.log')),
    forkSwitch: () => forkUtility(paths.demoSwitch, 'Kommutator demo switch', join(logFolder, 'switch.log')),
    publish(area, name, payload) {
      publish(area, name, payload)
      if (area === 'hub' || area === 'session') tray.settle()
    },
    app: {
      about: {
        version: app.getVersion(),
        runtime: `Electron ${process.versions.electron ?? '?'}, Node ${process.versions.node}`,
        platform: process.platform,
      },
      openExternal,
      copy: (text) => clipboard.writeText(text),
    },
    soundsDir: join(app.getAppPath(), 'resources', 'sounds'),
    downloads: () => app.getPath('downloads'),
    spelling,
    async chooseFile(defaultPath) {
      const { window } = operator
      const chosen = await (window
        ? dialog.showSaveDialog(window, { defaultPath })
        : dialog.showSaveDialog({ defaultPath }))
      return chosen.canceled ? undefined : chosen.filePath
    },
    async chooseSound() {
      const chosen = await dialog.showOpenDialog({
        properties: ['openFile'],
        filters: [{ name: 'WAV, MP3, Ogg, WebM', extensions: ['wav', 'mp3', 'ogg', 'opus', 'webm', 'm4a'] }],
      })
      return chosen.filePaths[0]
    },
    showInFolder: (path) => shell.showItemInFolder(path),
    onPreferences() {
      tray.settle()
      mini.settle()
    },
    onCalls(calls) {
      const ringing = calls.filter((call) => call.phase === 'offered')
      power.inCall(calls.some(isLive))
      keys.hold(callKeys(calls, settings.get().preferences.keys, process.platform))
      operator.flash(ringing.length > 0 && !operator.focused)
      mini.follow(calls)
      const [first] = ringing
      if (!first) return notices.hide('call')
      // The small window tells more than a notification could, and takes its place.
      if (operator.focused || mini.shown) return notices.hide('call')
      const body = [first.remoteName ?? first.remote, first.line].filter(Boolean).join(' · ')
      notices.show('call', {
        title: words.incomingCall[language()],
        body,
        stays: true,
        onClick: () => desk.notices.centre.go({ callId: first.callId }),
      })
    },
    windows: popOuts.handlers,
    notices: {
      inFront: () => (operator.focused ? 'main' : popOuts.focused),
      show: ({ noticeId, kind, name, text }) =>
        notices.show(noticeId, {
          title: noticeTitle(kind, language()),
          body: noticeId === TRY_OUT ? words.tryOut[language()] : [name, text].filter(Boolean).join(': '),
          stays: stays(kind),
          onClick() {
            operator.show()
            desk.notices.centre.open(noticeId)
          },
        }),
      hide: notices.hide,
      onChange(list) {
        const count = list.filter((one) => one.state === 'new').length
        app.setBadgeCount(count)
        const image = count ? nativeImage.createFromBuffer(countImage(count)) : undefined
        if (process.platform === 'win32')
          operator.overlay(image, count ? `${words.unseen[language()]}: ${count}` : '')
        const urgent = list.some(({ state, kind }) => state === 'new' && stays(kind))
        if (urgent && !operator.focused) operator.flash(true)
        tray.settle()
      },
      bringForward: () => operator.show(),
    },
    onDemoCall: (call) => callers.call(call),
    onEmbeddedReady: announce(process.env, (text) => process.stdout.write(text)),
    log,
  })

  const mini = createMini({
    window: miniWindow,
    phone: desk.phone,
    snooze: desk.reminders.snooze,
    card: (contactId) => desk.hub.cards.open(contactId),
    whose: (number) => desk.hub.cards.whose(number),
    company: () => desk.hub.session.state.company,
    preferences: () => settings.get().preferences,
    clockOffset: () => desk.hub.session.clockOffset,
    platform: process.platform,
    deskFocused: () => operator.focused,
    showDesk(contactId) {
      desk.notices.centre.go(contactId ? { contactId: contactId as ContactId } : {})
    },
    publish: createPublish(() => [miniWindow], log, miniContract),
  })
  const pressed = createCallKeys({
    controls: desk.controls,
    focusSmallWindow: mini.focusOnPurpose,
    onTrouble: desk.trouble,
  })
  serve({
    ipc: ipcMain,
    contract: miniContract,
    handlers: mini.handlers,
    isTrusted: (event) => isTrustedSender(event, MINI_ORIGIN) && miniWindow.owns(event.sender.id),
    log,
  })
  serve({
    ipc: ipcMain,
    contract,
    handlers: desk.handlers,
    isTrusted: (event) =>
      isTrustedSender(event, CONSOLE_ORIGIN) &&
      (operator.owns(event.sender.id) || popOuts.owns(event.sender.id)),
    log,
  })

  Menu.setApplicationMenu(null)
  const tray = createTrayTeller({
    tray: createTray({
      open: () => operator.show(),
      quit: () => app.quit(),
      setStatus: (presence) => void desk.handlers.session.setPresence({ presence }),
      setQuiet: (on) => void desk.handlers.app.setPreferences({ quiet: on ? {} : undefined }),
    }),
    desk: () => desk,
    preferences: () => settings.get().preferences,
  })
  media.load()
  operator.show()
  miniWindow.load()
  for (const { popOutId: _, ...stood } of settings.get().popOuts ?? []) popOuts.open(stood)
  void desk.start()
  if (settings.trouble) log.warn('settings', { code: settings.trouble })

  const offerToDial = (target: string | undefined) => {
    if (!target) return
    operator.show()
    command('dial', target)
  }
  offerToDial(environment.deepLink ?? (order?.what === 'dial' ? order.target : undefined))
  app.on('second-instance', (_event, argv, _folder, data) => {
    const asked = orderFrom(data)
    // An order leaves the windows where they are: whoever presses a key in a script is busy elsewhere.
    if (asked?.what === 'answer') return void desk.controls.answer()
    if (asked?.what === 'hangup') return void desk.controls.hangup()
    if (asked?.what === 'mute') return void desk.controls.toggleMute()
    operator.show()
    offerToDial(asked?.what === 'dial' ? asked.target : deepLink(argv))
  })
  app.on('open-url', (_event, url) => offerToDial(deepLink([url])))
  app.on('activate', () => operator.show())
  // Heard, so that Electron does not quit by itself; whether to is decided when the operator's window closes.
  app.on('window-all-closed', () => {})

  // Calls, the hub and its data are ended in order, within a few seconds, whatever hangs.
  app.on('before-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    if (!mayEndCalls(operator.window)) return
    quitting = true
    const limit = new Promise((done) => setTimeout(done, 8000))
    void Promise.race([desk.stop(), limit]).finally(() => {
      callers.close()
      media.close()
      miniWindow.close()
      popOuts.dispose()
      app.quit()
    })
  })
}
