import { ExportAnswer, ExportInput, ImportAnswer, ImportInput } from '../protocol/people-protocol.ts'

/** Many people at once, for administrators, as a part of the contract. */
export const peopleContract = {
  import: { kind: 'request', input: ImportInput, output: ImportAnswer },
  export: { kind: 'request', input: ExportInput, output: ExportAnswer },
} as const
