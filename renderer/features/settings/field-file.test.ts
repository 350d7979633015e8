import { expect, it } from 'vitest'
import type { CustomField } from '../../../shared/domain/custom-field.ts'
import { fieldFile, fieldIdOf, readFieldFile } from './field-file.ts'

const field: CustomField = {
  fieldId: 'part',
  of: 'case',
  label: { ru: 'Деталь', pl: 'Część', en: 'Part' },
  kind: 'choice',
  choices: ['leg'],
  required: true,
}

it('goes out and comes in as it was; another file is refused', () => {
  expect(readFieldFile(fieldFile([field]))).toEqual([field])
  expect(readFieldFile('{"kind":"kommutator-keys"}')).toBeUndefined()
  expect(readFieldFile('not json')).toBeUndefined()
})

it('names a field by its label, in any script, and never twice the same', () => {
  expect(fieldIdOf('Serial number', [])).toBe('serial_number')
  expect(fieldIdOf('Serial number', ['serial_number'])).toBe('serial_number_2')
  expect(fieldIdOf('Деталь', [])).toBe('field_1')
  expect(fieldIdOf('Деталь', ['field_1'])).toBe('field_2')
})
