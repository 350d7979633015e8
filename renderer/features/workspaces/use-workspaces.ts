import type { Workspace } from '../../../shared/ipc/windows-contract.ts'
import type { ContactId, ConversationId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { inboxOf } from '../inbox/index.ts'
import { besideNames, keepBesides, useBesides } from './besides.ts'

const none: Workspace[] = []
const most = 20

/** Named arrangements of the desk: what stands beside it and in windows, and how the desk itself looks. */
export function useWorkspaces(): {
  list: readonly Workspace[]
  /** The desk as it stands now, under a name; one of that name is replaced. */
  save(name: string): Promise<void>
  open(workspace: Workspace): Promise<void>
  remove(name: string): void
} {
  const bridge = useBridge()
  const list = usePreference((p) => p.workspaces) ?? none
  const density = usePreference((p) => p.density)
  const cardOpen = usePreference((p) => p.cardOpen)
  const set = useSetPreferences()
  return {
    list,
    async save(name) {
      const windows = await bridge.windows.list({})
      const one: Workspace = {
        ...{ name, density, cardOpen },
        segment: inboxOf(bridge).getState().segment,
        panes: useBesides.getState().list.map(({ contactId, conversationId }) => ({
          contactId: contactId as ContactId,
          ...(conversationId ? { conversationId: conversationId as ConversationId } : {}),
        })),
        popOuts: windows.ok ? windows.value.popOuts.map(({ popOutId: _, ...stood }) => stood) : [],
      }
      set({ workspaces: [...list.filter((other) => other.name !== name), one].slice(-most) })
    },
    async open({ panes, popOuts, segment, density, cardOpen }) {
      set({ density, cardOpen })
      inboxOf(bridge).getState().show(segment)
      keepBesides(
        panes.flatMap(({ contactId, conversationId }, i) => {
          const pane = besideNames[i]
          return pane ? [{ pane, contactId, ...(conversationId ? { conversationId } : {}) }] : []
        }),
      )
      await bridge.windows.arrange({ popOuts })
    },
    remove: (name) => set({ workspaces: list.filter((one) => one.name !== name) }),
  }
}
