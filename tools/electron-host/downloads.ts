import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type Electron from 'electron'
import type { WebContents } from './api/web-contents.ts'
import type { CdpSession } from './cdp.ts'
import { say } from './host.ts'
import { toAppUrl } from './schemes.ts'
import { createEvent, StrictEmitter } from './strict.ts'

type Members = Pick<
  Electron.DownloadItem,
  | 'getFilename'
  | 'getURL'
  | 'getURLChain'
  | 'getMimeType'
  | 'getTotalBytes'
  | 'getReceivedBytes'
  | 'getState'
  | 'setSavePath'
  | 'getSavePath'
  | 'savePath'
  | 'setSaveDialogOptions'
  | 'getSaveDialogOptions'
  | 'cancel'
  | 'isPaused'
  | 'canResume'
  | 'getStartTime'
  | 'hasUserGesture'
>

/** A download. Chromium writes it to a folder of its own; it is copied to the save path when it is complete. */
export class DownloadItem extends StrictEmitter implements Members {
  savePath = ''
  private readonly url: string
  private readonly fileName: string
  private readonly stop: () => void
  private readonly startTime = Date.now() / 1000
  private state: 'progressing' | 'completed' | 'cancelled' | 'interrupted' = 'progressing'
  private received = 0
  private total = 0
  private dialogOptions: Electron.SaveDialogOptions = {}

  constructor(url: string, fileName: string, stop: () => void) {
    super()
    this.url = url
    this.fileName = fileName
    this.stop = stop
  }

  getFilename(): string {
    return this.fileName
  }

  getURL(): string {
    return this.url
  }

  getURLChain(): string[] {
    return [this.url]
  }

  getMimeType(): string {
    return ''
  }

  getTotalBytes(): number {
    return this.total
  }

  getReceivedBytes(): number {
    return this.received
  }

  getState(): 'progressing' | 'completed' | 'cancelled' | 'interrupted' {
    return this.state
  }

  getStartTime(): number {
    return this.startTime
  }

  hasUserGesture(): boolean {
    return true
  }

  isPaused(): boolean {
    return false
  }

  canResume(): boolean {
    return false
  }

  setSavePath(savePath: string): void {
    this.savePath = savePath
  }

  getSavePath(): string {
    return this.savePath
  }

  setSaveDialogOptions(options: Electron.SaveDialogOptions): void {
    this.dialogOptions = options
  }

  getSaveDialogOptions(): Electron.SaveDialogOptions {
    return this.dialogOptions
  }

  cancel(): void {
    this.stop()
  }

  /** News from Chromium; `file` is where the finished download lies. */
  update(
    received: number,
    total: number,
    state: 'inProgress' | 'completed' | 'canceled',
    file: string,
  ): void {
    this.received = received
    this.total = total
    if (state === 'inProgress') {
      this.emit('updated', createEvent(), 'progressing')
      return
    }
    this.state = state === 'canceled' ? 'cancelled' : this.store(file)
    this.emit('done', createEvent(), this.state)
  }

  private store(file: string): 'completed' | 'interrupted' {
    try {
      if (this.savePath) copyFileSync(file, this.savePath)
      return 'completed'
    } catch (error) {
      say(`download ${this.fileName}: ${(error as Error).message}`)
      return 'interrupted'
    }
  }
}

/** Turns Chromium's downloads into `will-download` of the session that they belong to. */
export async function followDownloads(
  browser: CdpSession,
  folder: string,
  contentsOf: (frameId: string) => WebContents | undefined,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const items = new Map<string, DownloadItem>()
  browser.on('Browser.downloadWillBegin', ({ guid, url, suggestedFilename, frameId }) => {
    const contents = contentsOf(frameId)
    const cancel = (): void => {
      browser.send('Browser.cancelDownload', { guid }).catch(() => undefined)
    }
    const item = new DownloadItem(toAppUrl(url), suggestedFilename, cancel)
    items.set(guid, item)
    const event = createEvent()
    contents?.hostSession.emit('will-download', event, item, contents)
    if (event.defaultPrevented) cancel()
  })
  browser.on('Browser.downloadProgress', ({ guid, receivedBytes, totalBytes, state, filePath }) => {
    items.get(guid)?.update(receivedBytes, totalBytes, state, filePath ?? path.join(folder, guid))
    if (state !== 'inProgress') items.delete(guid)
  })
  await browser.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName',
    downloadPath: folder,
    eventsEnabled: true,
  })
}
