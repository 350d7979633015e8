import { join } from 'node:path'
import type { InboxRow } from '../../shared/domain/conversation.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import type { Offer } from '../../shared/domain/offer.ts'
import type { Reminder } from '../../shared/domain/reminder.ts'
import { routingOf } from '../../shared/domain/routing-settings.ts'
import type { Contract } from '../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../shared/ipc/derive.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import { defaultNotices, type Notice, type NoticeSettings } from '../../shared/notices/notice.ts'
import { isQuiet } from '../../shared/notices/telling.ts'
import type { ConsoleHub } from '../hub/console-hub.ts'
import type { Logger } from '../log/logger.ts'
import type { EngineClient } from '../media/engine-client.ts'
import type { SettingsStore } from '../settings/settings.ts'
import { createNoticeCentre, type NoticeCentre } from './centre.ts'
import { type Due, watchDue } from './due.ts'
import { noticesFile } from './file.ts'
import {
  isSettled,
  mentionNotice,
  messagesIn,
  missedNotice,
  newsFor,
  offerNotice,
  runningOut,
} from './sources.ts'

/** The system's own notifications, and whether our window is in front of the operator. */
export type NoticeShell = {
  /** The window in front: `main`, a pop-out's id, or none of ours. */
  inFront(): string | undefined
  /** False where the system has none. */
  show(notice: Notice): boolean
  hide(noticeId: string): void
  /** What was told and not seen: for the badge, the tray and the taskbar. */
  onChange(list: readonly Notice[]): void
  /** Bring the operator's window forward: something leads into it. */
  bringForward(): void
}

export type Notices = {
  centre: NoticeCentre
  handlers: AreaHandlers<Contract['notices']>
  /** What of calls is left while one is not to be disturbed. */
  quietCalls(): NoticeSettings['quietCalls']
  events(events: readonly EventWire[], row: (conversationId: string) => InboxRow | undefined): void
  reminder(reminder: Reminder): void
  /** When the time of not being disturbed is over it is turned off. */
  preferencesChanged(): void
  signedIn(): void
  signedOut(): void
  stop(): void
}

export type NoticesOptions = {
  userData: string
  hub: ConsoleHub
  engine: Pick<EngineClient, 'ring'>
  settings: SettingsStore
  shell: NoticeShell
  setPreferences(change: { quiet: undefined }): void
  publish: Publish
  log: Logger
}

/** The notice that only shows what notices look like. */
export const TRY_OUT = 'try-out'

/** How often promised times are looked at, milliseconds. */
const lookEvery = 5000

/** Everything that this operator must not miss, from wherever it comes, told by their own rules. */
export function createNotices(options: NoticesOptions): Notices {
  const { hub, settings, shell, publish, log } = options
  const { client, vault } = hub
  const preferences = () => settings.get().preferences
  const rules = () => preferences().notices ?? defaultNotices
  const me = () => hub.session.state.me

  const centre = createNoticeCentre({
    settings: rules,
    quiet: () => preferences().quiet,
    inFront: shell.inFront,
    show: (notice) => void shell.show(notice),
    hide: shell.hide,
    play: (sound) =>
      void options.engine.ring(sound, true, rules().volume).catch((error: unknown) => {
        log.info('a notice was not heard', { error })
      }),
    onChange(list) {
      publish('notices', 'changed', { notices: list })
      shell.onChange(list)
    },
    onGo(place) {
      shell.bringForward()
      publish('notices', 'go', place)
    },
    file: noticesFile(join(options.userData, 'notices.sealed'), vault, log),
  })
  vault.onOpen(() => centre.load())

  const due = watchDue({ hubTime: hub.hubTime, tell: centre.tell, settle: centre.settle })
  const askDue = async () => {
    const mine = me()?.operatorId
    if (!mine) return
    const [promises, callbacks] = await Promise.all([
      client.request('promise.mine', {}),
      client.request('callback.list', {}),
    ])
    if (!promises.ok || !callbacks.ok) return
    due.take([
      ...promises.value.promises.map(
        ({ promiseId, ...one }): Due => ({ ...one, kind: 'promise', id: promiseId }),
      ),
      ...callbacks.value.callbacks
        .filter(({ operatorId, forOperatorId }) => (forOperatorId ?? operatorId) === mine)
        .map(
          ({ callbackId, contactId, name, note, number, dueAt }): Due => ({
            ...{ kind: 'callback', id: callbackId, contactId, name, dueAt },
            text: [number, note].filter(Boolean).join(' · '),
          }),
        ),
    ])
  }

  const offered = new Map<string, Offer>()
  const tellOffer = (offer: Offer, row: InboxRow | undefined) => {
    // The offer may overtake its row.
    if (!row) return void offered.set(offer.conversationId, offer)
    offered.delete(offer.conversationId)
    const notice = offerNotice(offer, row, hub.hubTime())
    if (notice) centre.tell(notice)
  }
  const takeRows = (rows: readonly InboxRow[]) => {
    const mine = me()
    if (!mine) return
    const { company } = hub.session.state
    const routing = routingOf(company)
    const desk = company?.operators.find(({ operatorId }) => operatorId === mine.operatorId)
    for (const row of rows) {
      centre.settle((notice) => isSettled(notice, row, mine.operatorId))
      const offer = offered.get(row.conversationId)
      if (offer) tellOffer(offer, row)
      const missed =
        desk &&
        missedNotice(row, before.get(row.conversationId), { me: desk, routing, hubNow: hub.hubTime() })
      if (missed) centre.tell(missed)
      before.set(row.conversationId, row)
    }
  }
  /** The rows as they were before the last change. */
  const before = new Map<string, InboxRow>()
  hub.onInbox(({ rows }) => takeRows(rows))
  client.on('offer', ({ offer }) => tellOffer(offer, hub.inbox.find(offer.conversationId)))
  client.on('offer-withdrawn', ({ conversationId }) => {
    offered.delete(conversationId)
    centre.settle((notice) => notice.kind === 'offer' && notice.conversationId === conversationId)
  })
  client.on('mentioned', (said) => centre.tell(mentionNotice(said, hub.hubTime())))
  client.on('callbacks', () => void askDue())

  const clock = setInterval(() => {
    const mine = me()
    if (!mine) return
    const routing = routingOf(hub.session.state.company)
    for (const notice of runningOut(hub.inbox.rows, mine.operatorId, routing, hub.hubTime()))
      centre.tell(notice)
  }, lookEvery)
  clock.unref()

  let quietTimer: ReturnType<typeof setTimeout> | undefined
  const followQuiet = () => {
    clearTimeout(quietTimer)
    const { quiet } = preferences()
    if (quiet?.until === undefined) return
    // At least each minute: a computer that slept wakes with its timers late.
    quietTimer = setTimeout(
      () => (isQuiet(quiet, Date.now()) ? followQuiet() : options.setPreferences({ quiet: undefined })),
      Math.max(0, Math.min(60_000, quiet.until - Date.now())),
    )
    quietTimer.unref()
  }
  followQuiet()

  return {
    centre,
    quietCalls: () => (isQuiet(preferences().quiet, Date.now()) ? rules().quietCalls : 'ring'),
    events(events, row) {
      const mine = me()
      if (!mine) return
      for (const notice of messagesIn(events, { me: mine.operatorId, row }))
        if (hub.hubTime() - notice.at < newsFor) centre.tell(notice)
      if (events.some(({ type }) => type.startsWith('promise.'))) void askDue()
    },
    reminder({ reminderId, name, remote, contactId }) {
      centre.tell({
        noticeId: `reminder:${reminderId}`,
        kind: 'callback',
        at: hub.hubTime(),
        name: name || remote,
        text: name ? remote : '',
        ...(contactId ? { contactId } : {}),
      })
    },
    preferencesChanged: followQuiet,
    signedIn() {
      void askDue()
      void client.request('routing.offers', {}).then((answer) => {
        if (answer.ok)
          for (const offer of answer.value.offers) tellOffer(offer, hub.inbox.find(offer.conversationId))
      })
    },
    signedOut() {
      offered.clear()
      before.clear()
      due.forget()
      centre.forget()
    },
    stop() {
      clearInterval(clock)
      clearTimeout(quietTimer)
      due.forget()
      centre.stop()
    },
    handlers: {
      list: async () => ok({ notices: centre.list }),
      async seen({ noticeIds }) {
        centre.seen(noticeIds)
        return ok({})
      },
      async viewing({ from, conversationIds }) {
        centre.viewing(from, conversationIds)
        return ok({})
      },
      place: async () => ok(centre.place ? { place: centre.place } : {}),
      async arrived({ placeId }) {
        centre.arrived(placeId)
        return ok({})
      },
      async hear({ sound }) {
        await options.engine.ring(sound, true, rules().volume)
        return ok({})
      },
      async tryOut() {
        const shown = shell.show({
          ...{ noticeId: TRY_OUT, kind: 'message', state: 'new', at: hub.hubTime(), count: 1 },
          ...{ name: 'Kommutator', text: '' },
        })
        return shown ? ok({}) : fail('NOTICE_NOT_POSSIBLE')
      },
    },
  }
}
