import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { NewEvent } from '../../../shared/domain/event.ts'
import { errorCode } from '../../../shared/lib/errors.ts'
import { CodedError } from '../../../shared/lib/result.ts'
import { appendManyChunk, type Changes, type Stores } from '../ports.ts'
import type { EngineAnswer, EngineCall } from './engine.ts'
import type { ToWorker } from './worker.ts'

type FromWorker =
  | { type: 'open' }
  | { type: 'failed'; code: string; detail: string }
  | { type: 'answers'; answers: EngineAnswer[]; changes: Changes[] }
  | { type: 'closed' }
type Waiting = { call: EngineCall; resolve(value: unknown): void; reject(error: CodedError): void }

/**
 * SQLite in a thread of its own behind the ports. What is asked while the thread is at work waits and goes over
 * together: the busier the hub, the more commands share one commit.
 * @throws CodedError HUB_DATA_NEWER, HUB_STORAGE, HUB_DISK_FULL
 */
export async function openSqlite(file: string): Promise<Stores> {
  const thread = await StorageThread.start(file)
  const ask = <T>(name: string, ...args: unknown[]): Promise<T> => thread.ask(name, args) as Promise<T>
  return {
    events: {
      append: (request) => ask('append', request),
      async appendMany(events: NewEvent[], sealed = []) {
        if (sealed.length) await ask('seal', sealed)
        let placed = { position: await ask<number>('position') }
        for (let i = 0; i < events.length; i += appendManyChunk)
          placed = await ask('appendChunk', events.slice(i, i + appendManyChunk))
        return placed
      },
      commandResult: (actor, commandId) => ask('commandResult', actor, commandId),
      position: () => ask('position'),
      since: (position, limit) => ask('since', position, limit),
      cardFacts: (contactIds) => ask('cardFacts', contactIds),
      page: (contactIds, before, limit) => ask('page', contactIds, before, limit),
      recent: (contactId, types, limit) => ask('recent', contactId, types, limit),
      handlingSince: (at) => ask('handlingSince', at),
      onCommitted: (listener) => {
        thread.onCommitted = listener
      },
    },
    people: {
      conversations: () => ask('conversations'),
      contacts: () => ask('contacts'),
      links: () => ask('links'),
      withIdentity: (kind, value, weak) => ask('withIdentity', kind, value, weak),
      find: (text, limit) => ask('findCards', text, limit),
      call: (callId) => ask('call', callId),
      callsOf: (contactId, limit) => ask('callsOf', contactId, limit),
      ringingSince: (before) => ask('ringingSince', before),
      callsFrom: (at) => ask('callsFrom', at),
      recentCalls: (before, limit, missed) => ask('recentCalls', before, limit, missed),
      openCalls: (since) => ask('openCalls', since),
      callsBetween: (from, to, limit) => ask('callsBetween', from, to, limit),
      recordingOwner: (recordingId) => ask('recordingOwner', recordingId),
      scheduled: () => ask('scheduled'),
      callbacks: () => ask('callbacks'),
      callback: (callbackId) => ask('callback', callbackId),
      promisesOf: (operatorId) => ask('promisesOf', operatorId),
    },
    operators: {
      list: () => ask('operators'),
      create: (operator) => ask('createOperator', operator),
      update: (operator) => ask('updateOperator', operator),
      byLogin: (login) => ask('operatorByLogin', login),
    },
    sessions: {
      create: (session) => ask('createSession', session),
      byHash: (hash) => ask('session', hash),
      revoke: (hash) => ask('revokeSession', hash),
      revokeAll: (operatorId) => ask('revokeSessions', operatorId),
    },
    visitors: {
      create: (visitor) => ask('createVisitor', visitor),
      get: (visitorId) => ask('visitor', visitorId),
      ofContact: (contactId) => ask('visitorsOf', contactId),
    },
    company: {
      get: () => ask('company'),
      set: (company) => ask('setCompany', company),
      private: (name) => ask('privateSetting', name),
      setPrivate: (name, value) => ask('setPrivateSetting', name, value),
    },
    recordings: {
      put: (recording) => ask('putPending', recording),
      ofCall: (callId) => ask('pendingOf', callId),
      all: () => ask('pendingAll'),
      drop: (recordingId) => ask('dropPending', recordingId),
      get: (recordingId) => ask('recording', recordingId),
      before: (at, after, limit) => ask('recordingsBefore', at, after, limit),
      onCall: (callId) => ask('recordingsOfCall', callId),
      holds: () => ask('holds'),
    },
    intake: {
      put: (intake) => ask('putIntake', intake),
      byKey: (key) => ask('intakeByKey', key),
      get: (intakeId) => ask('intake', intakeId),
      list: (states, limit) => ask('intakeList', states, limit),
    },
    files: {
      put: (file) => ask('putFile', file),
      get: (fileId) => ask('file', fileId),
    },
    presence: {
      begin: (interval) => ask('beginPresence', interval),
      endAll: (at) => ask('endPresence', at),
      between: (operatorId, from, to) => ask('presenceBetween', operatorId, from, to),
      seen: (at) => ask('presenceSeen', at),
      lastSeen: () => ask('presenceLastSeen'),
    },
    audit: {
      append: (entry) => ask('appendAudit', entry),
      list: (query) => ask('audit', query),
    },
    vault: { get: (ref, mask) => ask('secret', ref, mask) },
    said: { search: (query) => ask('searchSaid', query) },
    onLost: (listener) => {
      thread.onLost = listener
    },
    close: () => thread.close(),
  }
}

class StorageThread {
  onCommitted: (changes: Changes) => void = () => {}
  onLost: (error: CodedError) => void = () => {}
  private readonly worker: Worker
  private queue: Waiting[] = []
  private inFlight: Waiting[] | undefined
  private scheduled = false
  private gone: CodedError | undefined
  private onClosed: (() => void) | undefined

  private constructor(worker: Worker) {
    this.worker = worker
    worker.on('message', (message: FromWorker) => this.receive(message))
    worker.on('error', (error) => this.lose(new CodedError('HUB_STORAGE', error.message)))
    worker.on('exit', () => this.lose(new CodedError('HUB_STORAGE', 'the storage is closed')))
  }

  static start(file: string): Promise<StorageThread> {
    const entry = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)
    const worker = new Worker(entry, { workerData: { file }, name: 'storage' })
    return new Promise((resolve, reject) => {
      worker.once('error', (error) => reject(new CodedError('HUB_STORAGE', error.message)))
      worker.once('exit', () =>
        reject(new CodedError('HUB_STORAGE', 'the storage thread ended at its start')),
      )
      worker.once('message', (message: FromWorker) => {
        if (message.type === 'open') resolve(new StorageThread(worker))
        else if (message.type === 'failed') reject(new CodedError(errorCode(message.code), message.detail))
      })
    })
  }

  ask(name: string, args: unknown[]): Promise<unknown> {
    if (this.gone) return Promise.reject(this.gone)
    return new Promise((resolve, reject) => {
      this.queue.push({ call: { name, args }, resolve, reject })
      if (this.inFlight || this.scheduled) return
      this.scheduled = true
      queueMicrotask(() => this.send())
    })
  }

  async close(): Promise<void> {
    if (this.gone) return
    // What was asked before is answered before: the last batch goes over first.
    while (this.inFlight || this.queue.length) await new Promise((resolve) => setImmediate(resolve))
    await new Promise<void>((resolve) => {
      this.onClosed = resolve
      this.worker.postMessage({ type: 'close' } satisfies ToWorker)
    })
  }

  private send(): void {
    this.scheduled = false
    if (this.inFlight || this.queue.length === 0 || this.gone) return
    this.inFlight = this.queue
    this.queue = []
    this.worker.postMessage({ type: 'batch', calls: this.inFlight.map((w) => w.call) } satisfies ToWorker)
  }

  private receive(message: FromWorker): void {
    if (message.type !== 'answers') return
    const batch = this.inFlight ?? []
    this.inFlight = undefined
    for (const changes of message.changes) if (hasAny(changes)) this.onCommitted(changes)
    message.answers.forEach((answer, i) => {
      if (answer.ok) batch[i]?.resolve(answer.value)
      else batch[i]?.reject(new CodedError(errorCode(answer.code), answer.detail))
    })
    this.send()
  }

  /** The thread is gone: whoever waits learns it, and so does everybody later. */
  private lose(error: CodedError): void {
    if (!this.gone && !this.onClosed) this.onLost(error)
    this.gone ??= error
    for (const waiting of [...(this.inFlight ?? []), ...this.queue]) waiting.reject(this.gone)
    this.inFlight = undefined
    this.queue = []
    this.onClosed?.()
  }
}

const hasAny = (c: Changes): boolean => c.events.length + c.conversations.length + c.contacts.length > 0
