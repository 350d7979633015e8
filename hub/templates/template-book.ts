import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Template, TemplateUse } from '../../shared/templates/template.ts'
import type { Stores } from '../storage/ports.ts'

type Uses = Record<string, Record<string, number>>
const mostTemplates = 5000

/** The templates of the company and how often each is sent, in memory; written down whole, since they are few. */
export class TemplateBook {
  private readonly stores: Pick<Stores, 'company'>
  private templates = new Map<string, Template>()
  private uses: Uses = {}
  private writing: Promise<void> = Promise.resolve()
  private readonly listeners: (() => void)[] = []

  constructor(stores: Pick<Stores, 'company'>) {
    this.stores = stores
  }

  /** `first`: what a company begins with that has never had any. */
  async load(first: readonly Template[]): Promise<void> {
    const stored = (await this.stores.company.private('templates')) as Template[] | undefined
    this.uses = ((await this.stores.company.private('template-uses')) as Uses | undefined) ?? {}
    this.templates = new Map((stored ?? first).map((t) => [t.templateId, t]))
  }

  onChanged(listener: () => void): void {
    this.listeners.push(listener)
  }

  /** Shared ones and this operator's own. */
  of(operatorId: OperatorId): { templates: Template[]; uses: TemplateUse[] } {
    const templates = [...this.templates.values()].filter((t) => isFor(t, operatorId))
    const uses = templates.flatMap(({ templateId }) => {
      const counts = this.uses[templateId]
      if (!counts) return []
      const all = Object.values(counts).reduce((sum, n) => sum + n, 0)
      return [{ templateId, mine: counts[operatorId] ?? 0, all }]
    })
    return { templates, uses }
  }

  /** One that this operator may send; undefined when it is gone, or somebody else's own. */
  usable(templateId: string, operatorId: OperatorId): Template | undefined {
    const found = this.templates.get(templateId)
    return found && isFor(found, operatorId) ? found : undefined
  }

  get(templateId: string): Template | undefined {
    return this.templates.get(templateId)
  }

  /** @throws CodedError TEMPLATE_SHORTCUT_TAKEN, TOO_LARGE */
  async save(template: Template): Promise<Template> {
    const taken = [...this.templates.values()].some(
      (t) =>
        t.templateId !== template.templateId &&
        t.ownerId === template.ownerId &&
        t.language === template.language &&
        template.shortcut !== '' &&
        t.shortcut.toLowerCase() === template.shortcut.toLowerCase(),
    )
    if (taken) throw new CodedError('TEMPLATE_SHORTCUT_TAKEN')
    const known = this.templates.get(template.templateId)
    if (!known && this.templates.size >= mostTemplates) throw new CodedError('TOO_LARGE')
    const saved = { ...template, version: (known?.version ?? 0) + 1 }
    await this.replace(new Map(this.templates).set(saved.templateId, saved))
    return saved
  }

  async remove(templateId: string): Promise<void> {
    const next = new Map(this.templates)
    if (next.delete(templateId)) await this.replace(next)
  }

  /** All or none; known ones keep their files and get the next version. */
  async import(
    given: readonly Omit<Template, 'version' | 'attachments'>[],
  ): Promise<{ added: number; changed: number }> {
    const next = new Map(this.templates)
    let added = 0
    let changed = 0
    for (const template of given) {
      const known = next.get(template.templateId)
      if (known?.ownerId) throw new CodedError('FORBIDDEN')
      if (known) changed++
      else added++
      const { version = 0, attachments = [] } = known ?? {}
      next.set(template.templateId, { ...template, attachments, version: version + 1 })
    }
    if (next.size > mostTemplates) throw new CodedError('TOO_LARGE')
    await this.replace(next)
    return { added, changed }
  }

  async used(templateId: string, operatorId: OperatorId): Promise<void> {
    const counts = this.uses[templateId] ?? {}
    this.uses[templateId] = { ...counts, [operatorId]: (counts[operatorId] ?? 0) + 1 }
    this.writing = this.writing.then(() => this.stores.company.setPrivate('template-uses', this.uses))
    await this.writing
  }

  private async replace(next: Map<string, Template>): Promise<void> {
    await this.stores.company.setPrivate('templates', [...next.values()])
    this.templates = next
    for (const listener of this.listeners) listener()
  }
}

const isFor = (template: Template, operatorId: OperatorId): boolean =>
  template.ownerId === undefined || template.ownerId === operatorId
