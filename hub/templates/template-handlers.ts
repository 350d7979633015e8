import type { Operator } from '../../shared/domain/company.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Template } from '../../shared/templates/template.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import type { TemplateBook } from './template-book.ts'

type Names = 'template.list' | 'template.save' | 'template.remove' | 'template.import'

/** Templates: everybody keeps their own, supervisors and administrators the shared ones. Changes are in the audit. */
export function templateHandlers(
  {
    stores,
    consoles,
    locks,
    views,
    now,
    log,
  }: Pick<Parts, 'stores' | 'consoles' | 'locks' | 'views' | 'now' | 'log'>,
  book: TemplateBook,
): Handlers<Names> {
  book.onChanged(() => consoles.push('templates', {}))
  views.onCommitted(({ events }) => {
    for (const event of events)
      if (
        event.type === 'message.sent' &&
        event.templateId &&
        event.operatorId &&
        event.author === 'operator'
      )
        book
          .used(event.templateId, event.operatorId)
          .catch((error: unknown) => log.error({ err: error }, 'the use of a template was not counted'))
  })
  const audit = (operator: Operator, action: string, subject: string, detail: Record<string, unknown>) =>
    stores.audit.append({ at: now(), actor: operator.operatorId, action, subject, detail })

  return {
    'template.list': (_, caller) => book.of(operatorOf(caller).operatorId),

    'template.save': ({ template }, caller) =>
      locks.run('templates', async () => {
        const operator = operatorOf(caller)
        mayKeep(operator, book.get(template.templateId))
        mayKeep(operator, template)
        for (const { attachmentId } of template.attachments)
          if (!(await stores.files.get(attachmentId))) throw new CodedError('FILE_NOT_FOUND')
        const saved = await book.save(template)
        if (!saved.ownerId)
          await audit(operator, 'template.save', saved.templateId, {
            title: saved.title,
            version: saved.version,
          })
        return saved
      }),

    'template.remove': ({ templateId }, caller) =>
      locks.run('templates', async () => {
        const operator = operatorOf(caller)
        const known = book.get(templateId)
        if (!known) return {}
        mayKeep(operator, known)
        await book.remove(templateId)
        if (!known.ownerId) await audit(operator, 'template.remove', templateId, { title: known.title })
        return {}
      }),

    'template.import': ({ templates }, caller) =>
      locks.run('templates', async () => {
        const done = await book.import(templates)
        await audit(operatorOf(caller), 'template.import', 'templates', done)
        return done
      }),
  }
}

/** @throws CodedError FORBIDDEN for a shared one in the hands of an operator, and for somebody else's own */
function mayKeep({ operatorId, roles }: Operator, template: Template | undefined): void {
  if (!template || template.ownerId === operatorId) return
  const edits = roles.some((role) => role === 'supervisor' || role === 'admin')
  if (template.ownerId !== undefined || !edits) throw new CodedError('FORBIDDEN')
}
