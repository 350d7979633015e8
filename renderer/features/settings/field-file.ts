import { type CustomField, CustomFields } from '../../../shared/domain/custom-field.ts'
import { z } from '../../../shared/lib/schema.ts'

const FieldFile = z.object({ kind: z.literal('kommutator-fields'), fields: CustomFields })

/** The fields as a file for another company, or for safe keeping. */
export const fieldFile = (fields: readonly CustomField[]): string =>
  `${JSON.stringify({ kind: 'kommutator-fields', fields }, null, 2)}\n`

/** The fields of a file; undefined when it holds none. */
export function readFieldFile(text: string): CustomField[] | undefined {
  try {
    const read = FieldFile.safeParse(JSON.parse(text))
    return read.success ? read.data.fields : undefined
  } catch {
    return undefined
  }
}

/** A name for a new field, made of its label: latin letters and figures, and none that is taken. */
export function fieldIdOf(label: string, taken: readonly string[]): string {
  const plain = label
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)
  const base = plain || 'field'
  for (let n = 1; ; n++) {
    const id = n === 1 && plain ? base : `${base}_${n}`
    if (!taken.includes(id)) return id
  }
}
