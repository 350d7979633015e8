import { Attachment } from '../domain/event.ts'
import { ContactId, ConversationId, MessageId, NoteId, OperatorId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { Attending, Doing, FileId } from '../protocol/messages-protocol.ts'
import { Template, TemplateUse } from '../templates/template.ts'
import { PortableTemplate } from '../templates/template-file.ts'

// The area `writing` of the contract between main and the operator's window: what is written and has not left yet, files,
// templates, and who else is in a conversation.

const request = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const
/** A request that carries a part of a file: larger than others may be, and not counted among them. */
const bulk = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) =>
  ({ kind: 'request', bulk: true, input, output }) as const
const event = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'event', payload }) as const
const nothing = z.object({})
const done = z.object({})
const ofMessage = { messageId: MessageId, conversationId: ConversationId }
const words = z.string().check(z.maxLength(20_000))

/** Where words belong: `reply:<conversation>` or `note:<person>`. */
export const DraftKey = z.string().check(z.regex(/^(reply|note):[\w.:@+~=-]{1,128}$/))
export type DraftKey = z.infer<typeof DraftKey>

export const DraftFile = z.object({
  fileId: FileId,
  fileName: z.string().check(z.minLength(1), z.maxLength(255)),
  bytes: z.number(),
  mime: z.optional(z.string().check(z.maxLength(100))),
  voice: Attachment.shape.voice,
})
export type DraftFile = z.infer<typeof DraftFile>

/** What was written and not sent; `at` is when, by this computer's clock. */
export const Draft = z.object({
  key: DraftKey,
  text: words,
  files: z.array(DraftFile).check(z.maxLength(20)),
  replyTo: z.optional(MessageId),
  templateId: z.optional(Template.shape.templateId),
  /** Where the caret, or the two ends of the selection, stood. */
  caret: z.optional(z.tuple([z.number(), z.number()])),
  at: z.number(),
})
export type Draft = z.infer<typeof Draft>

/** A message that has left the field and is not a fact yet. Moments are of this computer's clock. */
export const Outgoing = z.object({
  ...ofMessage,
  text: words,
  files: z.array(DraftFile),
  at: z.number(),
  /** Held back until `goesAt`; waiting for its files, or for a connection; on its way. */
  state: z.enum(['held', 'files', 'kept', 'sending']),
  goesAt: z.optional(z.number()),
  replyTo: z.optional(MessageId),
})
export type Outgoing = z.infer<typeof Outgoing>

export const FileState = z.object({
  fileId: FileId,
  fileName: z.string(),
  bytes: z.number(),
  /** How much of it this computer has, or the hub, bytes. */
  sent: z.number(),
  state: z.enum(['reading', 'uploading', 'ready', 'failed']),
  code: z.optional(z.string()),
})
export type FileState = z.infer<typeof FileState>

/** Largest part of a file in one request, bytes. */
export const FILE_PART = 512 * 1024

export const writingArea = {
  drafts: request(nothing, z.object({ drafts: z.array(Draft) })),
  /** Written down before it answers; a draft without words, files and quote is thrown away. */
  saveDraft: request(Draft, done),
  /** Words came back: a message was undone or refused (`code`). Or all of them, once somebody has signed in. */
  draft: event(z.object({ draft: Draft, code: z.optional(z.string()) })),
  draftsRead: event(z.object({ drafts: z.array(Draft) })),

  /** Held for the time that the operator has chosen, then sent; `key` is the draft that it comes from, which is cleared. */
  send: request(
    z.object({
      ...ofMessage,
      key: DraftKey,
      text: words,
      files: z.array(DraftFile),
      replyTo: z.optional(MessageId),
      templateId: z.optional(Template.shape.templateId),
      open: z.optional(z.boolean()),
    }),
    z.object({ goesAt: z.optional(z.number()) }),
  ),
  /** Takes a held message back into its draft. MESSAGE_GONE when it is on its way. */
  undo: request(z.object({ messageId: MessageId }), done),
  sendNow: request(z.object({ messageId: MessageId }), done),
  outgoing: request(nothing, z.object({ list: z.array(Outgoing) })),
  outgoingChanged: event(z.object({ list: z.array(Outgoing) })),

  schedule: request(
    z.object({
      ...ofMessage,
      key: DraftKey,
      text: words,
      files: z.array(FileId),
      replyTo: z.optional(MessageId),
      templateId: z.optional(Template.shape.templateId),
      sendAt: z.number(),
    }),
    done,
  ),
  reschedule: request(z.object({ ...ofMessage, text: words, sendAt: z.number() }), done),
  unschedule: request(z.object(ofMessage), done),
  edit: request(z.object({ ...ofMessage, text: words }), done),
  remove: request(z.object(ofMessage), done),
  react: request(z.object({ ...ofMessage, emoji: z.optional(z.string().check(z.maxLength(16))) }), done),
  addNote: request(
    z.object({
      noteId: NoteId,
      contactId: ContactId,
      key: DraftKey,
      text: words,
      mentions: z.array(OperatorId),
      files: z.array(FileId),
    }),
    done,
  ),

  /** Begins a file; its parts follow in order. */
  addFile: request(DraftFile, FileState),
  filePart: bulk(
    z.object({ fileId: FileId, offset: z.number().check(z.gte(0)), data: z.instanceof(Uint8Array) }),
    FileState,
  ),
  cancelFile: request(z.object({ fileId: FileId }), done),
  files: request(nothing, z.object({ files: z.array(FileState) })),
  file: event(FileState),
  /** A path on the window's own origin that shows or plays a file of a message. */
  openFile: request(z.object({ fileId: FileId }), z.object({ src: z.string() })),
  /** Keeps it among this computer's downloads, or with `ask` where the operator says; says where, empty for nowhere. */
  saveFile: request(
    z.object({
      fileId: FileId,
      fileName: z.string().check(z.maxLength(255)),
      ask: z.optional(z.boolean()),
    }),
    z.object({ file: z.string() }),
  ),

  /** Records from the microphone until it is stopped or thrown away; at most five minutes. CALL_IN_PROGRESS in a call. */
  startVoice: request(nothing, done),
  stopVoice: request(z.object({ keep: z.boolean() }), z.object({ file: z.optional(DraftFile) })),
  voiceLevel: event(z.object({ level: z.number() })),

  templates: request(nothing, z.object({ templates: z.array(Template), uses: z.array(TemplateUse) })),
  templatesChanged: event(z.object({ templates: z.array(Template), uses: z.array(TemplateUse) })),
  saveTemplate: request(Template, Template),
  removeTemplate: request(z.object({ templateId: Template.shape.templateId }), done),
  importTemplates: bulk(
    z.object({ templates: z.array(PortableTemplate).check(z.maxLength(2000)) }),
    z.object({ added: z.number(), changed: z.number() }),
  ),

  attend: request(z.object({ conversationId: z.optional(ConversationId), doing: z.optional(Doing) }), done),
  attending: request(nothing, z.object({ list: z.array(Attending) })),
  attendingChanged: event(Attending),
  takeOver: request(z.object({ conversationId: ConversationId }), done),
  takenOver: event(z.object({ conversationId: ConversationId, by: OperatorId })),
  mentioned: event(z.object({ contactId: ContactId, by: OperatorId, name: z.string(), text: z.string() })),
  /** How spelling is checked here: by the system, by dictionaries of the program's own, or not at all. */
  spelling: request(
    nothing,
    z.object({ by: z.enum(['system', 'dictionaries', 'browser', 'nobody']), languages: z.array(z.string()) }),
  ),
} as const
