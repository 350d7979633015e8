import type Electron from 'electron'
import { app } from './api/app.ts'
import { BrowserWindow } from './api/browser-window.ts'
import { clipboard } from './api/clipboard.ts'
import { dialog } from './api/dialog.ts'
import { globalShortcut } from './api/global-shortcut.ts'
import { ipcMain } from './api/ipc-main.ts'
import { Menu, MenuItem } from './api/menu.ts'
import { MessageChannelMain } from './api/message-port.ts'
import { nativeImage } from './api/native-image.ts'
import { nativeTheme } from './api/native-theme.ts'
import { net } from './api/net.ts'
import { Notification } from './api/notification.ts'
import { powerMonitor, powerSaveBlocker } from './api/power.ts'
import { safeStorage } from './api/safe-storage.ts'
import { screen } from './api/screen.ts'
import { defaultSession, session } from './api/session.ts'
import { shell } from './api/shell.ts'
import { crashReporter, systemPreferences } from './api/system.ts'
import { Tray } from './api/tray.ts'
import { utilityProcess } from './api/utility-process.ts'
import { webContents } from './api/web-contents.ts'
import { missing, strict } from './strict.ts'

type MainName = Exclude<keyof typeof Electron, RendererName | UtilityName>
type UtilityName = 'LanguageModelUtility' | 'localAIHandler' | 'parentPort'
type RendererName = 'contextBridge' | 'ipcRenderer' | 'webFrame' | 'webUtils' | 'default'

const protocol = defaultSession.protocol
const autoUpdater = missing('autoUpdater')
const BaseWindow = missing('BaseWindow')
const BrowserView = missing('BrowserView')
const ClipboardItem = missing('ClipboardItem')
const contentTracing = missing('contentTracing')
const desktopCapturer = missing('desktopCapturer')
const ImageView = missing('ImageView')
const inAppPurchase = missing('inAppPurchase')
const IpcMainServiceWorker = missing('IpcMainServiceWorker')
const WebSocket = missing('WebSocket')
const netLog = missing('netLog')
const pushNotifications = missing('pushNotifications')
const sharedTexture = missing('sharedTexture')
const ShareMenu = missing('ShareMenu')
const TouchBar = missing('TouchBar')
const View = missing('View')
const WebContentsView = missing('WebContentsView')
const webFrameMain = missing('webFrameMain')

// Every name of Electron's main process is here; a new one in electron.d.ts is a compile error until it is.
const electron = strict('electron', {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ImageView,
  inAppPurchase,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  WebSocket,
  IpcMainServiceWorker,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  sharedTexture,
  ShareMenu,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
} satisfies Record<MainName, unknown>)

export default electron
export {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ImageView,
  IpcMainServiceWorker,
  inAppPurchase,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  ShareMenu,
  safeStorage,
  screen,
  session,
  sharedTexture,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  WebContentsView,
  WebSocket,
  webContents,
  webFrameMain,
}
