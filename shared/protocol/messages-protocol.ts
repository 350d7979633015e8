import type { Role } from '../domain/company.ts'
import { Attachment } from '../domain/event.ts'
import { CommandId, ConversationId, MessageId, OperatorId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { Template, TemplateUse } from '../templates/template.ts'
import { PortableTemplate } from '../templates/template-file.ts'

// What consoles and the hub say to each other about writing: messages, templates, who else is there. Part of
// `hubProtocol`, beside it so that each stays readable.

const request = <W extends readonly Role[], I extends z.ZodMiniType, O extends z.ZodMiniType>(
  who: W,
  input: I,
  output: O,
) => ({ kind: 'request', who, input, output }) as const
const push = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'push', payload }) as const

const desk = ['operator', 'supervisor', 'admin'] as const satisfies readonly Role[]
const reading = ['operator', 'supervisor', 'admin', 'auditor'] as const satisfies readonly Role[]
const editors = ['supervisor', 'admin'] as const satisfies readonly Role[]
const done = z.object({})
const write = { id: CommandId }
export const FileId = z.string().check(z.regex(/^[\w-]{8,64}$/))

/** Words, files, or both. `text` may be empty only beside files. */
export const MessageBody = {
  messageId: MessageId,
  conversationId: ConversationId,
  text: z.string().check(z.maxLength(10_000)),
  /** Files that were uploaded before; the hub knows what they are. */
  files: z.optional(z.array(FileId).check(z.maxLength(10))),
  replyTo: z.optional(MessageId),
  templateId: z.optional(Template.shape.templateId),
}

/** What an operator does in a conversation, as colleagues see it. `draft`: words that were not sent. */
export const Doing = z.enum(['viewing', 'typing', 'draft'])
export type Doing = z.infer<typeof Doing>

export const Attending = z.object({
  conversationId: ConversationId,
  operators: z.array(z.object({ operatorId: OperatorId, doing: Doing, since: z.number() })),
})
export type Attending = z.infer<typeof Attending>

export const messageRequests = {
  /**
   * `open`: a thread that is closed, or was never begun (`cv-<card>-<account>`), is opened for it in the same step. The
   * rules of the channel are checked here again (`shared/domain/channel-rules.ts`).
   */
  'message.send': request(
    desk,
    z.object({ ...write, ...MessageBody, open: z.optional(z.boolean()) }),
    z.object({ position: z.number(), at: z.number() }),
  ),
  /** Held by the hub and sent at its moment, whoever is signed in then. */
  'message.schedule': request(
    desk,
    z.object({ ...write, ...MessageBody, sendAt: z.number() }),
    z.object({ position: z.number(), at: z.number() }),
  ),
  'message.reschedule': request(
    desk,
    z.object({
      ...write,
      messageId: MessageId,
      conversationId: ConversationId,
      text: z.string().check(z.maxLength(10_000)),
      sendAt: z.number(),
    }),
    done,
  ),
  'message.unschedule': request(
    desk,
    z.object({ ...write, messageId: MessageId, conversationId: ConversationId }),
    done,
  ),
  'message.edit': request(
    desk,
    z.object({
      ...write,
      messageId: MessageId,
      conversationId: ConversationId,
      text: z.string().check(z.minLength(1), z.maxLength(10_000)),
    }),
    done,
  ),
  'message.delete': request(
    desk,
    z.object({ ...write, messageId: MessageId, conversationId: ConversationId }),
    done,
  ),
  /** Without an emoji the operator's reaction is taken away. */
  'message.react': request(
    desk,
    z.object({
      ...write,
      messageId: MessageId,
      conversationId: ConversationId,
      emoji: z.optional(z.string().check(z.maxLength(16))),
    }),
    done,
  ),
  /** A link to one file of a message, good for a few minutes. */
  'file.link': request(
    reading,
    z.object({ fileId: FileId }),
    z.object({ path: z.string(), expiresAt: z.number() }),
  ),
  /** What the hub knows of a file that was uploaded; FILE_NOT_FOUND until it is whole. */
  'file.facts': request(desk, z.object({ fileId: FileId }), Attachment),

  /** What this console's operator does and where; without a conversation, nowhere. */
  'conversation.attend': request(
    desk,
    z.object({ conversationId: z.optional(ConversationId), doing: z.optional(Doing) }),
    done,
  ),
  /** Everybody who is in any conversation now. */
  'conversation.attending': request(desk, z.object({}), z.object({ list: z.array(Attending) })),
  /** The conversation becomes the asking operator's, whoever has it; the one who had it is told. */
  'conversation.take-over': request(desk, z.object({ ...write, conversationId: ConversationId }), done),

  /** The shared ones and the asking operator's own. */
  'template.list': request(
    reading,
    z.object({}),
    z.object({ templates: z.array(Template), uses: z.array(TemplateUse) }),
  ),
  /** Anybody keeps their own (`ownerId` is theirs); shared ones are kept by supervisors and administrators. */
  'template.save': request(desk, z.object({ ...write, template: Template }), Template),
  'template.remove': request(desk, z.object({ ...write, templateId: Template.shape.templateId }), done),
  /** Many at once, shared; those with a known id take its place. All or none. */
  'template.import': request(
    editors,
    z.object({ ...write, templates: z.array(PortableTemplate).check(z.maxLength(2000)) }),
    z.object({ added: z.number(), changed: z.number() }),
  ),
} as const

export const messagePushes = {
  attending: push(Attending),
  /** To who had a conversation: somebody has taken it over. */
  'taken-over': push(z.object({ conversationId: ConversationId, by: OperatorId })),
  /** To who was named in a note. */
  mentioned: push(
    z.object({
      conversationId: z.optional(ConversationId),
      contactId: z.string(),
      by: OperatorId,
      name: z.string(),
      text: z.string(),
    }),
  ),
  /** Templates have changed: ask for them again. */
  templates: push(z.object({})),
} as const
