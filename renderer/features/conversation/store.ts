import { createStore } from 'zustand'
import type { ChannelKind } from '../../../shared/domain/channel.ts'
import type { Draft, DraftFile, DraftKey, FileState, Outgoing } from '../../../shared/ipc/writing-contract.ts'
import {
  type AccountId,
  type ContactId,
  type ConversationId,
  type MessageId,
  type NoteId,
  newId,
  type OperatorId,
} from '../../../shared/lib/ids.ts'
import type { Attending } from '../../../shared/protocol/messages-protocol.ts'
import type { Template, TemplateUse } from '../../../shared/templates/template.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { personsOf } from '../person/index.ts'
import { keepDrafts, type Words } from './drafts.ts'
import { putFile } from './put-file.ts'
import { createTelling } from './telling.ts'

/** A message on its way: shown at the end of the timeline until its own fact arrives. */
export type Sending = Outgoing & {
  contactId: ContactId | undefined
  channel: ChannelKind
  accountId: AccountId | undefined
}

/** Where words go: a thread that there is, or one that the first message begins. */
export type Place = {
  conversationId: ConversationId
  contactId: ContactId
  channel: ChannelKind
  accountId?: AccountId | undefined
}

export const replyKey = (conversationId: ConversationId): DraftKey => `reply:${conversationId}`
export const noteKey = (personId: ContactId): DraftKey => `note:${personId}`
export const nothing: Words = { text: '', files: [] }

export type ConversationState = {
  /** What was typed and not sent, by conversation or, for notes, by person. Main keeps it. */
  drafts: ReadonlyMap<DraftKey, Words>
  /** What has left the field and is no fact yet; those that are still held are not on the timeline. */
  sending: readonly Sending[]
  held: readonly Sending[]
  /** Why the last words came back, by draft. */
  refused: ReadonlyMap<DraftKey, string>
  /** When a key was last pressed in the composer, milliseconds of this computer's clock. */
  typedAt: number
  files: ReadonlyMap<string, FileState>
  templates: readonly Template[]
  uses: ReadonlyMap<string, TemplateUse>
  attending: ReadonlyMap<ConversationId, Attending['operators']>
  write(key: DraftKey, words: Partial<Words>): void
  /** Sends what lies in the draft; `open` begins or opens the thread. */
  send(place: Place, open: boolean): Promise<void>
  /** The same words again, or elsewhere: a message that failed. */
  resend(place: Place, words: { text: string; replyTo?: MessageId }, open: boolean): Promise<void>
  undo(messageId: MessageId): Promise<void>
  sendNow(messageId: MessageId): void
  schedule(place: Place, sendAt: number): Promise<boolean>
  /** Whether it is written down; else its words are in the field again. */
  addNote(personId: ContactId, mentions: OperatorId[]): Promise<boolean>
  addFiles(key: DraftKey, files: Iterable<File>): void
  addVoice(key: DraftKey, file: DraftFile): void
  removeFile(key: DraftKey, fileId: string): void
  /** Words that were written in another window: main knows them. */
  renew(conversationId: ConversationId): Promise<void>
  /** What this operator does in a conversation, for colleagues. */
  attend(conversationId: ConversationId | undefined): void
}

export function createConversationStore(bridge: Bridge) {
  const kept = keepDrafts(bridge)
  const telling = createTelling(bridge)
  /** What the window knows of where a message goes; main knows the conversation alone. */
  const places = new Map<ConversationId, Place>()

  const store = createStore<ConversationState>((set, get) => {
    const changed = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> => {
      const next = new Map(map)
      if (value !== undefined) next.set(key, value)
      else next.delete(key)
      return next
    }
    const refuse = (key: DraftKey, code: string | undefined) =>
      set({ refused: changed(get().refused, key, code) })
    const put = (key: DraftKey, words: Words | undefined) =>
      set({ drafts: changed(get().drafts, key, words && isEmpty(words) ? undefined : words) })
    /** Words that could not leave lie in their field again, before anything typed since. */
    const giveBack = (key: DraftKey, words: Words, code: string) => {
      const since = get().drafts.get(key)
      const text = since?.text ? `${words.text}\n${since.text}` : words.text
      const next = { ...words, text }
      put(key, next)
      kept.save(key, next)
      refuse(key, code)
    }
    const leave = async (place: Place, words: Words, key: DraftKey, open: boolean) => {
      const messageId = newId<MessageId>()
      places.set(place.conversationId, place)
      const { text, files, replyTo, templateId } = words
      const { conversationId } = place
      const one: Sending = {
        conversationId,
        contactId: place.contactId,
        channel: place.channel,
        accountId: place.accountId,
        messageId,
        text,
        files: [...files],
        at: Date.now(),
        state: 'sending',
        ...(replyTo ? { replyTo } : {}),
      }
      set({ sending: [...get().sending, one] })
      const answer = await bridge.writing.send({
        messageId,
        conversationId,
        key,
        text,
        files: [...files],
        ...(replyTo ? { replyTo } : {}),
        ...(templateId ? { templateId } : {}),
        ...(open ? { open } : {}),
      })
      if (answer.ok) return
      set({ sending: get().sending.filter((s) => s.messageId !== messageId) })
      giveBack(key, words, answer.code)
    }
    const takeFile = (state: FileState) => set({ files: changed(get().files, state.fileId, state) })
    return {
      async renew(conversationId) {
        const key = replyKey(conversationId)
        const answer = await bridge.writing.drafts({})
        if (!answer.ok) return
        const found = answer.value.drafts.find((draft) => draft.key === key)
        put(key, found && wordsOf(found))
      },
      drafts: new Map(),
      sending: [],
      held: [],
      refused: new Map(),
      typedAt: 0,
      files: new Map(),
      templates: [],
      uses: new Map(),
      attending: new Map(),
      write: (key, change) => {
        set({ typedAt: Date.now() })
        const words = { ...nothing, ...get().drafts.get(key), ...change }
        put(key, words)
        kept.save(key, words)
        if (get().refused.has(key)) refuse(key, undefined)
        if (key.startsWith('reply:')) telling.wrote(key.slice(6) as ConversationId, words.text.length > 0)
      },
      send: async (place, open) => {
        const key = replyKey(place.conversationId)
        const words = get().drafts.get(key)
        if (!words) return
        kept.flush()
        put(key, undefined)
        refuse(key, undefined)
        telling.wrote(place.conversationId, false)
        for (const pane of personsOf(bridge))
          if (pane.getState().rows.has(place.conversationId)) pane.getState().answered()
        await leave(place, words, key, open)
      },
      resend: (place, { text, replyTo }, open) =>
        leave(
          place,
          { text, files: [], ...(replyTo ? { replyTo } : {}) },
          replyKey(place.conversationId),
          open,
        ),
      undo: async (messageId) => {
        await bridge.writing.undo({ messageId })
      },
      sendNow: (messageId) => void bridge.writing.sendNow({ messageId }),
      schedule: async (place, sendAt) => {
        const key = replyKey(place.conversationId)
        const words = get().drafts.get(key)
        if (!words) return false
        kept.flush()
        put(key, undefined)
        const { text, files, replyTo, templateId } = words
        const answer = await bridge.writing.schedule({
          messageId: newId<MessageId>(),
          conversationId: place.conversationId,
          key,
          text,
          files: files.map((f) => f.fileId),
          ...(replyTo ? { replyTo } : {}),
          ...(templateId ? { templateId } : {}),
          sendAt,
        })
        if (!answer.ok) giveBack(key, words, answer.code)
        return answer.ok
      },
      addNote: async (personId, mentions) => {
        const key = noteKey(personId)
        const words = get().drafts.get(key)
        if (!words) return false
        kept.flush()
        put(key, undefined)
        refuse(key, undefined)
        const answer = await bridge.writing.addNote({
          noteId: newId<NoteId>(),
          contactId: personId,
          key,
          text: words.text,
          mentions,
          files: words.files.map((f) => f.fileId),
        })
        if (!answer.ok) giveBack(key, words, answer.code)
        return answer.ok
      },
      addFiles: (key, list) => {
        for (const file of list) {
          const added: DraftFile = {
            fileId: newId<string>(),
            fileName: file.name || `image.${file.type.split('/')[1] ?? 'bin'}`,
            bytes: file.size,
            ...(file.type ? { mime: file.type } : {}),
          }
          const words = get().drafts.get(key) ?? nothing
          get().write(key, { files: [...words.files, added] })
          takeFile({
            fileId: added.fileId,
            fileName: added.fileName,
            bytes: file.size,
            sent: 0,
            state: 'reading',
          })
          void putFile(bridge, added, file).then((code) => {
            const state = get().files.get(added.fileId)
            if (code && state) takeFile({ ...state, state: 'failed', code })
          })
        }
      },
      addVoice: (key, file) => {
        const words = get().drafts.get(key) ?? nothing
        get().write(key, { files: [...words.files, file] })
      },
      removeFile: (key, fileId) => {
        const words = get().drafts.get(key)
        if (words) get().write(key, { files: words.files.filter((f) => f.fileId !== fileId) })
        set({ files: changed(get().files, fileId, undefined) })
        void bridge.writing.cancelFile({ fileId })
      },
      attend: (conversationId) => {
        const words = conversationId && get().drafts.get(replyKey(conversationId))
        telling.attend(conversationId, Boolean(words?.text))
      },
    }
  })

  const readDrafts = (drafts: readonly Draft[]) => {
    const known = store.getState().drafts
    store.setState({
      drafts: new Map([...drafts.map((d) => [d.key, wordsOf(d)] as const), ...known]),
    })
  }
  void bridge.writing.drafts({}).then((a) => a.ok && readDrafts(a.value.drafts))
  bridge.writing.onDraftsRead(({ drafts }) => readDrafts(drafts))
  bridge.writing.onDraft(({ draft, code }) => {
    const { drafts, refused, sending } = store.getState()
    const next = new Map(drafts).set(draft.key, wordsOf(draft))
    const why = new Map(refused)
    if (code) why.set(draft.key, code)
    const of = draft.key.slice(6)
    store.setState({
      drafts: next,
      refused: why,
      sending: sending.filter((s) => !code || s.conversationId !== of),
    })
  })

  const readOutgoing = (list: readonly Outgoing[]) => {
    const all = list.map((one): Sending => {
      const row = personsOf(bridge)
        .map((pane) => pane.getState().rows.get(one.conversationId))
        .find((known) => known !== undefined)
      const place = places.get(one.conversationId) ?? row
      return {
        ...one,
        contactId: place?.contactId,
        channel: place?.channel ?? 'site',
        accountId: place?.accountId,
      }
    })
    store.setState({
      sending: all.filter((s) => s.state !== 'held'),
      held: all.filter((s) => s.state === 'held'),
    })
  }
  void bridge.writing.outgoing({}).then((a) => a.ok && readOutgoing(a.value.list))
  bridge.writing.onOutgoingChanged(({ list }) => readOutgoing(list))

  // A message that has become a fact is the timeline's own.
  bridge.card.onEvents(({ events }) => {
    const { sending } = store.getState()
    if (sending.length === 0) return
    const sent = new Set(events.flatMap((e) => (e.type === 'message.sent' ? [e.messageId as MessageId] : [])))
    const left = sending.filter((s) => !sent.has(s.messageId))
    if (left.length !== sending.length) store.setState({ sending: left })
  })

  bridge.writing.onFile((state) => {
    const { files } = store.getState()
    store.setState({ files: new Map(files).set(state.fileId, state) })
  })
  void bridge.writing
    .files({})
    .then((a) => a.ok && store.setState({ files: new Map(a.value.files.map((f) => [f.fileId, f])) }))

  const readTemplates = ({
    templates,
    uses,
  }: {
    templates: readonly Template[]
    uses: readonly TemplateUse[]
  }) => store.setState({ templates, uses: new Map(uses.map((u) => [u.templateId, u])) })
  void bridge.writing.templates({}).then((a) => a.ok && readTemplates(a.value))
  bridge.writing.onTemplatesChanged(readTemplates)

  const readAttending = (list: readonly Attending[]) => {
    const attending = new Map(store.getState().attending)
    for (const { conversationId, operators } of list)
      if (operators.length) attending.set(conversationId, operators)
      else attending.delete(conversationId)
    store.setState({ attending })
  }
  bridge.writing.onAttendingChanged((one) => readAttending([one]))
  const askAttending = () =>
    void bridge.writing.attending({}).then((a) => a.ok && readAttending(a.value.list))
  askAttending()
  bridge.session.onChanged(({ state }) => state === 'signed-in' && askAttending())

  return store
}

const wordsOf = ({ text, files, replyTo, templateId, caret }: Draft): Words => ({
  text,
  files,
  ...(replyTo ? { replyTo } : {}),
  ...(templateId ? { templateId } : {}),
  ...(caret ? { caret } : {}),
})

const isEmpty = ({ text, files, replyTo }: Words): boolean => !text && files.length === 0 && !replyTo

export const [useConversation, conversationOf] = bridgeStore(createConversationStore)
