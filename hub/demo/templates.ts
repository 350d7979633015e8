import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Template } from '../../shared/templates/template.ts'

type DemoTemplate = {
  templateId: string
  language: Template['language']
  title: string
  shortcut: string
  body: string
  locked: boolean
  approvedForClosedWindow: boolean
  version: number
}

/** The demo company's templates in the hub's own words. */
export function demoTemplates(demoDir: string): Template[] {
  const { templates } = JSON.parse(readFileSync(join(demoDir, 'company.json'), 'utf8')) as {
    templates: DemoTemplate[]
  }
  return templates.map(({ approvedForClosedWindow: approved, shortcut, ...rest }) => ({
    templateId: rest.templateId,
    language: rest.language,
    title: rest.title,
    shortcut: shortcut.replace(/^\//, ''),
    body: rest.body,
    locked: rest.locked,
    version: rest.version,
    approved,
    channels: [],
    attachments: [],
  }))
}
