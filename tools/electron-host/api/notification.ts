import { randomUUID } from 'node:crypto'
import type Electron from 'electron'
import { createEvent, StrictEmitter } from '../strict.ts'

type Members = Pick<
  Electron.Notification,
  | 'title'
  | 'subtitle'
  | 'body'
  | 'silent'
  | 'hasReply'
  | 'urgency'
  | 'timeoutType'
  | 'closeButtonText'
  | 'replyPlaceholder'
  | 'sound'
  | 'toastXml'
  | 'actions'
  | 'id'
  | 'show'
  | 'close'
>

/** A desktop notification that no desktop shows; `show` and `close` are emitted, clicks can be. */
export class Notification extends StrictEmitter implements Members {
  /** What was shown and not closed, the latest last: no desktop shows it, tests look here. */
  static readonly shown: Notification[] = []

  readonly id: string
  title: string
  subtitle: string
  body: string
  silent: boolean
  hasReply: boolean
  urgency: 'normal' | 'critical' | 'low'
  timeoutType: 'default' | 'never'
  closeButtonText: string
  replyPlaceholder: string
  sound: string
  toastXml: string
  actions: Electron.NotificationAction[]
  icon: Electron.NotificationConstructorOptions['icon']

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    this.id = options.id ?? randomUUID()
    this.title = options.title ?? ''
    this.subtitle = options.subtitle ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
    this.hasReply = options.hasReply ?? false
    this.urgency = options.urgency ?? 'normal'
    this.timeoutType = options.timeoutType ?? 'default'
    this.closeButtonText = options.closeButtonText ?? ''
    this.replyPlaceholder = options.replyPlaceholder ?? ''
    this.sound = options.sound ?? ''
    this.toastXml = options.toastXml ?? ''
    this.actions = options.actions ?? []
    this.icon = options.icon
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    Notification.shown.push(this)
    setImmediate(() => this.emit('show', createEvent()))
  }

  close(): void {
    const at = Notification.shown.indexOf(this)
    if (at >= 0) Notification.shown.splice(at, 1)
    setImmediate(() => this.emit('close', createEvent()))
  }
}
