import { openFor, refusalOf, rulesOf } from '../../shared/domain/channel-rules.ts'
import type { ChannelAccount } from '../../shared/domain/company.ts'
import type { Conversation } from '../../shared/domain/conversation.ts'
import type { Attachment } from '../../shared/domain/event.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { openBlanks, type Template, templateRefusal } from '../../shared/templates/template.ts'
import { clean } from '../lib/clean.ts'
import type { Parts } from '../parts.ts'

/** Words and files as they may leave, or a CodedError that says which rule of the channel they break. */
export function checkOutgoing(
  { channels, now }: Pick<Parts, 'channels' | 'now'>,
  account: ChannelAccount,
  conversation: Pick<Conversation, 'heardAt'> | undefined,
  message: {
    text: string
    attachments: readonly Attachment[] | undefined
    quotes: boolean
    template: Template | undefined
  },
): string {
  const rules = rulesOf(account.kind)
  const can = channels.capabilities(account.kind)
  if (!rules || !can) throw new CodedError('CHANNEL_CANNOT_SEND')
  const text = clean(message.text).trim()
  const { template, attachments = [], quotes } = message
  const thread = { heardAt: conversation?.heardAt, now: now() }
  const most = Math.min(account.maxLength ?? can.maxLength, can.maxLength)
  const own = { windowHours: account.windowHours, maxLength: most }
  const onlyTemplates = openFor(rules, own, thread) === 'template'
  if (template) {
    if (openBlanks(text).length) throw new CodedError('TEMPLATE_BLANKS')
    const refused = templateRefusal(template, text, onlyTemplates)
    if (refused) throw new CodedError(refused)
  }
  const refused = refusalOf(rules, own, thread, {
    text,
    attachments,
    quotes,
    approved: template?.approved ?? false,
  })
  if (refused) throw new CodedError(refused.code, refused.file)
  return text
}

/** Files that this operator may put into a message: their own, and those of a template that they may use. */
export const usable =
  (operatorId: OperatorId, template: Template | undefined, attachments: readonly string[]) =>
  (by: string): boolean =>
    by === `operator:${operatorId}` ||
    (template !== undefined &&
      attachments.every((id) => template.attachments.some((a) => a.attachmentId === id)))
