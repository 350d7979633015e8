import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../../shared/ipc/derive.ts'
import type { Draft, FileState, Outgoing } from '../../../shared/ipc/writing-contract.ts'
import type { ConversationId, InteractionId, MessageId } from '../../../shared/lib/ids.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { Attending } from '../../../shared/protocol/messages-protocol.ts'
import type { Template, TemplateUse } from '../../../shared/templates/template.ts'
import type { FakeWorld } from './world.ts'

/** What is written and has not left, as main would keep it; `undoSeconds` 0 sends at once. */
export class FakeWriting {
  drafts = new Map<string, Draft>()
  held: Outgoing[] = []
  files = new Map<string, FileState>()
  templates: Template[] = []
  uses: TemplateUse[] = []
  attending: Attending[] = []
  undoSeconds = 0
  readonly #world: FakeWorld
  readonly #publish: Publish

  constructor(world: FakeWorld, publish: Publish) {
    this.#world = world
    this.#publish = publish
  }

  tellOutgoing(): void {
    this.#publish('writing', 'outgoingChanged', { list: this.held })
  }

  readonly handlers: AreaHandlers<Contract['writing']> = {
    drafts: async () => ok({ drafts: [...this.drafts.values()] }),
    saveDraft: async (draft) => {
      this.drafts.set(draft.key, draft)
      return ok({})
    },
    send: async (input) => {
      const { messageId, conversationId, text, files, replyTo, open, key } = input
      if (this.undoSeconds > 0) {
        const at = Date.now()
        const goesAt = at + this.undoSeconds * 1000
        this.held.push({
          messageId,
          conversationId,
          text,
          files,
          at,
          goesAt,
          state: 'held',
          ...(replyTo ? { replyTo } : {}),
        })
        this.drafts.delete(key)
        this.tellOutgoing()
        return ok({ goesAt })
      }
      return this.#leave({ messageId, conversationId, text, open: open === true })
    },
    undo: async ({ messageId }) => {
      const one = this.held.find((h) => h.messageId === messageId)
      if (!one) return fail('MESSAGE_GONE')
      this.held = this.held.filter((h) => h !== one)
      this.tellOutgoing()
      const { conversationId, text, files } = one
      this.#publish('writing', 'draft', {
        draft: { key: `reply:${conversationId}`, text, files, at: Date.now() },
      })
      return ok({})
    },
    sendNow: async ({ messageId }) => {
      const one = this.held.find((h) => h.messageId === messageId)
      if (!one) return fail('MESSAGE_GONE')
      this.held = this.held.filter((h) => h !== one)
      this.tellOutgoing()
      return this.#leave({ ...one, open: false })
    },
    outgoing: async () => ok({ list: this.held }),
    schedule: async ({ messageId, conversationId, text, sendAt }) => {
      const conversation = this.#world.conversation(conversationId)
      if (!conversation) return fail('NOT_FOUND')
      const { contactId, channel, accountId } = conversation
      this.#world.append({
        type: 'message.scheduled',
        contactId,
        conversationId,
        messageId,
        channel,
        accountId: accountId as never,
        text,
        sendAt,
        operatorId: this.#world.me.operatorId,
      })
      return ok({})
    },
    reschedule: async () => ok({}),
    unschedule: async () => ok({}),
    edit: async () => ok({}),
    remove: async () => ok({}),
    react: async () => ok({}),
    addNote: async ({ noteId, contactId, text, mentions }) => {
      const operatorId = this.#world.me.operatorId
      this.#world.append({ type: 'note.added', contactId, noteId, text, operatorId, mentions })
      return ok({})
    },
    addFile: async ({ fileId, fileName, bytes }) =>
      ok(this.#file({ fileId, fileName, bytes, sent: 0, state: 'reading' })),
    filePart: async ({ fileId, offset, data }) => {
      const known = this.files.get(fileId)
      if (!known) return fail('FILE_NOT_FOUND')
      const sent = offset + data.byteLength
      return ok(this.#file({ ...known, sent, state: sent >= known.bytes ? 'ready' : 'reading' }))
    },
    cancelFile: async ({ fileId }) => {
      this.files.delete(fileId)
      return ok({})
    },
    files: async () => ok({ files: [...this.files.values()] }),
    openFile: async ({ fileId }) => ok({ src: `/media/files/${fileId}` }),
    saveFile: async ({ fileName }) => ok({ file: fileName }),
    startVoice: async () => ok({}),
    stopVoice: async () => ok({}),
    templates: async () => ok({ templates: this.templates, uses: this.uses }),
    saveTemplate: async (template) => {
      const saved = { ...template, version: template.version + 1 }
      this.templates = [...this.templates.filter((t) => t.templateId !== saved.templateId), saved]
      this.#publish('writing', 'templatesChanged', { templates: this.templates, uses: this.uses })
      return ok(saved)
    },
    removeTemplate: async ({ templateId }) => {
      this.templates = this.templates.filter((t) => t.templateId !== templateId)
      this.#publish('writing', 'templatesChanged', { templates: this.templates, uses: this.uses })
      return ok({})
    },
    importTemplates: async ({ templates }) => ok({ added: templates.length, changed: 0 }),
    attend: async () => ok({}),
    attending: async () => ok({ list: this.attending }),
    takeOver: async ({ conversationId }) => {
      const conversation = this.#world.conversation(conversationId)
      if (!conversation) return fail('NOT_FOUND')
      const { contactId, interactionId } = conversation
      const operatorId = this.#world.me.operatorId
      this.#world.append({
        type: 'interaction.accepted',
        contactId,
        conversationId,
        operatorId,
        ...(interactionId ? { interactionId } : {}),
      })
      return ok({})
    },
    spelling: async () => ok({ by: 'browser' as const, languages: [] }),
  }

  #file(state: FileState): FileState {
    this.files.set(state.fileId, state)
    this.#publish('writing', 'file', state)
    return state
  }

  #leave(input: { messageId: MessageId; conversationId: ConversationId; text: string; open: boolean }) {
    const { messageId, conversationId, text, open } = input
    const conversation = this.#world.conversation(conversationId)
    if (!conversation) return fail('NOT_FOUND')
    const { contactId, channel, status } = conversation
    const me = this.#world.me.operatorId
    if (status === 'closed' && !open) return fail('CONVERSATION_CLOSED')
    if (status !== 'closed' && conversation.operatorId !== me) return fail('CONVERSATION_NOT_YOURS')
    const accountId = conversation.accountId ?? (this.#world.company.accounts[0]?.accountId as never)
    const interactionId = status === 'closed' ? newId<InteractionId>() : conversation.interactionId
    const of = { contactId, conversationId, channel, accountId, ...(interactionId ? { interactionId } : {}) }
    if (status === 'closed')
      this.#world.append({ type: 'interaction.offered', ...of, direction: 'out', operatorId: me })
    this.#world.append({ type: 'message.sent', ...of, messageId, text, author: 'operator', operatorId: me })
    return ok({})
  }
}
