import { join } from 'node:path'
import type { Contract } from '../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../shared/ipc/derive.ts'
import type { DraftFile, Outgoing } from '../../shared/ipc/writing-contract.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CommandId, newId } from '../../shared/lib/ids.ts'
import { fail, ok } from '../../shared/lib/result.ts'
import type { HubInput } from '../../shared/protocol/hub-protocol.ts'
import type { ConsoleHub } from '../hub/console-hub.ts'
import type { Letter } from '../hub/outbox-file.ts'
import type { Logger } from '../log/logger.ts'
import type { EngineClient } from '../media/engine-client.ts'
import type { UploadTarget } from '../recordings/tus-sender.ts'
import type { SettingsStore } from '../settings/settings.ts'
import { FILES_PATH } from '../shell/protocol.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { createFileReader, type FileReader } from './file-reader.ts'
import { createFileTransfers, type FileTransfers } from './file-transfers.ts'
import { hold, settle, undo } from './held.ts'
import { createTemplateMirror } from './templates.ts'
import { createVoiceNotes } from './voice-notes.ts'

export type WritingOptions = {
  userData: string
  hub: ConsoleHub
  engine: EngineClient
  inCall(): boolean
  settings: SettingsStore
  /** Seconds that a message is held, instead of the operator's own choice. */
  undoSeconds: number | undefined
  target(): UploadTarget | undefined
  downloads(): string
  chooseFile(suggested: string): Promise<string | undefined>
  spelling: { by: 'system' | 'dictionaries' | 'browser' | 'nobody'; languages: string[] }
  publish: Publish
  log: Logger
}

export type Writing = {
  handlers: AreaHandlers<Contract['writing']>
  reader: FileReader
  drafts: Drafts
  files: FileTransfers
  /** Whether a letter's files are with the hub. */
  ready(letter: Letter): true | 'wait' | ErrorCode
  refused(letter: Letter, code: ErrorCode): void
  outgoingChanged(): void
  signedIn(): void
  signedOut(): void
  stop(): Promise<void>
}

/** How long a message is held unless the operator says otherwise, seconds. */
export const UNDO_SECONDS = 6

/** What the operator writes, until it is a fact: drafts, what is held or waits, files, templates, who else is here. */
export function createWriting(options: WritingOptions): Writing {
  const { userData, hub, settings, publish, log } = options
  const { client, outbox, vault } = hub
  const drafts = createDrafts(join(userData, 'drafts.jsonl'), vault, log)
  const reader = createFileReader(client, hub.hubTime, options)
  const files = createFileTransfers({
    folder: join(userData, 'files'),
    vault,
    hub: options.target,
    onChange(state) {
      publish('writing', 'file', state)
      if (state.state === 'ready' || state.state === 'failed') outbox.flush()
    },
    log,
  })
  const templates = createTemplateMirror(
    join(userData, 'templates.sealed'),
    client,
    vault,
    (list) => publish('writing', 'templatesChanged', list),
    log,
  )
  const voice = createVoiceNotes({
    engine: options.engine,
    inCall: options.inCall,
    files,
    onLevel: (level) => publish('writing', 'voiceLevel', { level }),
  })

  const outgoing = (): Outgoing[] =>
    outbox.list().flatMap(({ letter, state }): Outgoing[] => {
      const { draft, input, at, notBefore } = letter
      if (letter.name !== 'message.send' || !draft || state === 'refused') return []
      const { messageId, conversationId } = input as HubInput<'message.send'>
      return [
        {
          messageId,
          conversationId,
          text: draft.text,
          files: draft.files,
          at,
          state,
          ...(state === 'held' && notBefore !== undefined ? { goesAt: notBefore } : {}),
          ...(draft.replyTo ? { replyTo: draft.replyTo } : {}),
        },
      ]
    })
  const giveBack = (letter: Letter, code?: ErrorCode) => {
    const draft = drafts.giveBack(letter)
    if (draft) publish('writing', 'draft', { draft, ...(code ? { code } : {}) })
  }
  const places = { outbox, drafts }
  const begin = () => {
    if (!vault.open) return
    settle(places, () => undefined)
    publish('writing', 'draftsRead', { drafts: drafts.list() })
    publish('writing', 'outgoingChanged', { list: outgoing() })
  }
  vault.onOpen(begin)

  client.on('attending', (attending) => publish('writing', 'attendingChanged', attending))
  client.on('taken-over', (taken) => publish('writing', 'takenOver', taken))
  client.on('mentioned', ({ contactId, by, name, text }) =>
    publish('writing', 'mentioned', { contactId: contactId as never, by, name, text }),
  )
  /** What this console last said of itself: the hub forgets it with the connection. */
  let attending: HubInput<'conversation.attend'> = {}

  const heldFor = () => (options.undoSeconds ?? settings.get().preferences.undoSeconds ?? UNDO_SECONDS) * 1000
  const fileIds = (list: readonly DraftFile[]) => list.map((f) => f.fileId)
  const commandOf = (id: string) => CommandId.parse(id)

  const handlers: AreaHandlers<Contract['writing']> = {
    drafts: async () => ok({ drafts: drafts.list() }),
    async saveDraft(draft) {
      if (!vault.open) return fail('AUTH_REQUIRED')
      drafts.save(draft)
      return ok({})
    },
    async send({ key, text, files: list, ...message }) {
      const now = Date.now()
      const ms = heldFor()
      const { messageId, conversationId, replyTo, templateId, open } = message
      const input = {
        id: commandOf(messageId),
        messageId,
        conversationId,
        text: text.trim(),
        ...(list.length ? { files: fileIds(list) } : {}),
        ...(replyTo ? { replyTo } : {}),
        ...(templateId ? { templateId } : {}),
        ...(open ? { open } : {}),
      } satisfies HubInput<'message.send'>
      const held = hold(places, {
        id: messageId,
        name: 'message.send',
        lane: conversationId,
        input,
        draft: {
          key,
          text,
          files: list,
          at: now,
          ...(replyTo ? { replyTo } : {}),
          ...(templateId ? { templateId } : {}),
        },
        ...(ms > 0 ? { notBefore: now + ms } : {}),
      })
      if (!held.ok) return held
      return ok(ms > 0 ? { goesAt: now + ms } : {})
    },
    async undo({ messageId }) {
      const undone = undo(places, messageId)
      if (!undone.ok) return undone
      if (undone.value) publish('writing', 'draft', { draft: undone.value })
      return ok({})
    },
    sendNow: async ({ messageId }) => (outbox.release(messageId) ? ok({}) : fail('MESSAGE_GONE')),
    outgoing: async () => ok({ list: outgoing() }),

    async schedule({ key, ...message }) {
      const answer = await hub.writes.ask('message.schedule', {
        ...clean(message),
        id: commandOf(message.messageId),
      })
      if (!answer.ok) return answer
      if (vault.open) drafts.clear(key)
      files.sent(message.files)
      return ok({})
    },
    reschedule: (input) => hub.writes.ask('message.reschedule', { ...input, id: newId() }),
    unschedule: (input) => hub.writes.ask('message.unschedule', { ...input, id: newId() }),
    edit: (input) => hub.writes.ask('message.edit', { ...input, id: newId() }),
    remove: (input) => hub.writes.ask('message.delete', { ...input, id: newId() }),
    react: ({ emoji, ...input }) =>
      hub.writes.ask('message.react', { ...input, ...(emoji ? { emoji } : {}), id: newId() }),
    async addNote({ key, text, files: ids, noteId, contactId, mentions }) {
      const input = {
        id: noteId,
        ...{ noteId, contactId, mentions },
        text: text.trim(),
        ...(ids.length ? { files: ids } : {}),
      }
      const lying = drafts.list().find((draft) => draft.key === key)
      const answer = await hub.writes.write('note.add', contactId, input, lying)
      if (!answer.ok) return answer
      if (vault.open) drafts.clear(key)
      files.sent(ids)
      return ok({})
    },

    addFile: (file) => files.add(file),
    filePart: ({ fileId, offset, data }) => files.part(fileId, offset, data),
    async cancelFile({ fileId }) {
      await files.cancel(fileId)
      return ok({})
    },
    files: async () => ok({ files: files.list() }),
    openFile: async ({ fileId }) => ok({ src: FILES_PATH + encodeURIComponent(fileId) }),
    saveFile: ({ fileId, fileName, ask }) => reader.save(fileId, fileName, ask ?? false),
    startVoice: () => voice.start(),
    stopVoice: ({ keep }) => voice.stop(keep),

    templates: async () => ok(templates.list),
    saveTemplate: (template) => client.request('template.save', { template, id: newId() }),
    removeTemplate: (input) => client.request('template.remove', { ...input, id: newId() }),
    importTemplates: (input) => client.request('template.import', { ...input, id: newId() }),

    async attend(input) {
      attending = clean(input)
      return client.request('conversation.attend', attending)
    },
    attending: () => client.request('conversation.attending', {}),
    takeOver: (input) => hub.writes.ask('conversation.take-over', { ...input, id: newId() }),
    spelling: async () => ok(options.spelling),
  }

  return {
    handlers,
    reader,
    drafts,
    files,
    ready(letter) {
      const ids = (letter.input as { files?: string[] }).files ?? []
      for (const id of ids) {
        const state = files.state(id)
        if (!state) continue
        if (state.state === 'failed') return (state.code as ErrorCode | undefined) ?? 'FILE_NOT_READ'
        if (state.state !== 'ready') return 'wait'
      }
      return true
    },
    refused(letter, code) {
      if (letter.name === 'message.send') giveBack(letter, code)
    },
    outgoingChanged: () => publish('writing', 'outgoingChanged', { list: outgoing() }),
    signedIn() {
      reader.forget()
      files.kick()
      void templates.renew()
      if (attending.conversationId) void client.request('conversation.attend', attending)
      begin()
    },
    signedOut() {
      reader.forget()
      drafts.forget()
      templates.forget()
      attending = {}
    },
    async stop() {
      await files.dispose()
      drafts.close()
    },
  }
}

/** Optional members that are undefined are left out. */
const clean = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never
