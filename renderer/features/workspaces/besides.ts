import { create } from 'zustand'
import { z } from '../../../shared/lib/schema.ts'
import type { PaneName } from '../../bridge/pane.tsx'

export const besideNames = ['second', 'third', 'fourth'] as const satisfies readonly PaneName[]
export type Beside = (typeof besideNames)[number]

const Kept = z.array(
  z.object({ pane: z.enum(besideNames), contactId: z.string(), conversationId: z.optional(z.string()) }),
)
type Kept = z.infer<typeof Kept>
const place = 'kommutator.beside'

function kept(): Kept {
  try {
    const read = Kept.safeParse(JSON.parse(localStorage.getItem(place) ?? '[]'))
    return read.success ? read.data : []
  } catch {
    return []
  }
}

/** Who stands beside the desk's own person; kept on this computer, so that they are there again tomorrow. */
export const useBesides = create<{ list: Kept }>(() => ({ list: kept() }))
export const keepBesides = (list: Kept): void => {
  useBesides.setState({ list })
  localStorage.setItem(place, JSON.stringify(list))
}
