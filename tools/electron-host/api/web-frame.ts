import type Electron from 'electron'
import { Strict } from '../strict.ts'
import type { IpcMain } from './ipc-main.ts'
import type { WebContents } from './web-contents.ts'

type Members = Pick<
  Electron.WebFrameMain,
  | 'url'
  | 'origin'
  | 'name'
  | 'detached'
  | 'frameToken'
  | 'frameTreeNodeId'
  | 'processId'
  | 'routingId'
  | 'send'
  | 'isDestroyed'
>

/** The main frame of a page. Frames inside it have no preload, as in Electron by default, and are not listed. */
export class WebFrameMain extends Strict implements Members {
  readonly name = ''
  readonly detached = false
  readonly frameTreeNodeId = 1
  readonly processId: number
  readonly routingId = 1
  readonly parent = null
  readonly frames: WebFrameMain[] = []
  private readonly contents: WebContents

  constructor(contents: WebContents) {
    super()
    this.contents = contents
    this.processId = contents.id
  }

  get url(): string {
    return this.contents.getURL()
  }

  get origin(): string {
    const [origin] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(this.url) ?? ['null']
    return origin
  }

  get top(): WebFrameMain {
    return this
  }

  get frameToken(): string {
    return this.contents.targetId
  }

  get ipc(): IpcMain {
    return this.contents.ipc
  }

  get framesInSubtree(): WebFrameMain[] {
    return [this]
  }

  isDestroyed(): boolean {
    return this.contents.isDestroyed()
  }

  send(channel: string, ...args: unknown[]): void {
    this.contents.send(channel, ...args)
  }

  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown> {
    return this.contents.executeJavaScript(code, userGesture)
  }
}
