import { createStore } from 'zustand'
import type { Company } from '../../../shared/domain/company.ts'
import { type ContactRow, readContacts } from '../../../shared/domain/contact-csv.ts'
import type { RowFault } from '../../../shared/domain/queue-csv.ts'
import type { ErrorCode } from '../../../shared/lib/errors.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { type ImportOutcome, mostImportRows } from '../../../shared/protocol/people-protocol.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'
import { textOfFile } from './text-of-file.ts'

export const largestImport = 50_000_000

/** An import on its way. It goes on while its page is not looked at, and is taken up again after it was cut off. */
export type ImportRun = {
  phase: 'none' | 'unreadable' | 'checking' | 'checked' | 'running' | 'stopped' | 'done'
  fileName: string
  rows: readonly ContactRow[]
  faults: readonly RowFault[]
  unknown: readonly string[]
  /** What was told of the first rows, in their order. */
  outcomes: readonly ImportOutcome[]
  /** Why it stopped. */
  code?: ErrorCode
  choose(file: File, company: Pick<Company, 'customFields' | 'fieldLabels'>): Promise<void>
  /** Takes the rows in, or goes on where it stopped. */
  take(): Promise<void>
  forget(): void
}

const empty = { fileName: '', rows: [], faults: [], unknown: [], outcomes: [] }

/** The one import of this window. */
export const [useImport, importOf] = bridgeStore((bridge: Bridge) => {
  /** Whatever an earlier file still answers is nothing to the present one. */
  let turn = 0
  let importId = ''
  let place = ''
  return createStore<ImportRun>()((set, get) => {
    const ask = async (dry: boolean): Promise<void> => {
      const mine = turn
      const { rows } = get()
      set({ phase: dry ? 'checking' : 'running' })
      for (let from = get().outcomes.length; from < rows.length; from += mostImportRows) {
        const part = rows.slice(from, from + mostImportRows)
        const answer = await bridge.people.import({ importId, dry, rows: part })
        if (mine !== turn) return
        if (!answer.ok) return set({ phase: 'stopped', code: answer.code })
        set({ outcomes: [...get().outcomes, ...answer.value.outcomes] })
      }
      set({ phase: dry ? 'checked' : 'done' })
      if (!dry) localStorage.removeItem(place)
    }
    let dry = true
    return {
      phase: 'none',
      ...empty,
      async choose(file, company) {
        turn++
        const mine = turn
        const { code: _, ...rest } = get()
        set({ ...rest, ...empty, fileName: file.name, phase: 'checking' }, true)
        const bytes = file.size > largestImport ? undefined : new Uint8Array(await file.arrayBuffer())
        const read = bytes && readContacts(textOfFile(bytes), company)
        if (mine !== turn) return
        if (!bytes || !read) return set({ phase: 'unreadable' })
        place = `kommutator.import:${await hashOf(bytes)}`
        // The same file goes on where it stopped, also after a restart; once it is done, it is another import.
        importId = localStorage.getItem(place) ?? newId<string>()
        localStorage.setItem(place, importId)
        dry = true
        set(read)
        await ask(true)
      },
      async take() {
        const { phase } = get()
        if (phase === 'checked') {
          dry = false
          set({ outcomes: [] })
        } else if (phase !== 'stopped') return
        await ask(dry)
      },
      forget() {
        turn++
        set({ ...empty, phase: 'none' })
      },
    }
  })
})

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
