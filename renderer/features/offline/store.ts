import { createStore } from 'zustand'
import type { Waiting } from '../../../shared/ipc/offline-contract.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { type Bridge, bridgeStore } from '../../bridge/bridge.tsx'

/** What was done while the hub was away, as main keeps it; oldest first. */
export type WaitingState = { list: readonly Waiting[] }

export function createWaitingStore(bridge: Bridge) {
  const store = createStore<WaitingState>(() => ({ list: [] }))
  let told = false
  bridge.offline.onWaitingChanged(({ list }) => {
    told = true
    store.setState({ list })
  })
  void bridge.offline.waiting({}).then((answer) => {
    if (answer.ok && !told) store.setState(answer.value)
  })
  return store
}

export const [useWaiting, waitingOf] = bridgeStore(createWaitingStore)

const none: readonly Waiting[] = []

/** What waits on these cards and is to be seen: all but what the hub has already. */
export function seenOf(list: readonly Waiting[], members: readonly ContactId[]): readonly Waiting[] {
  const mine = list.filter(
    (one) => one.state !== 'sent' && one.contactId !== undefined && members.includes(one.contactId),
  )
  return mine.length ? mine : none
}
