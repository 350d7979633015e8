import type { Contract } from './contract.ts'
import {
  type Client,
  type EventRun,
  eventName,
  eventsChannel,
  listenerName,
  requestChannel,
} from './derive.ts'
import { contractNames } from './names.ts'

/** The two things that a preload script needs of the wire; `ipcRenderer` has them. */
export type Wire = {
  invoke(channel: string, input: unknown): Promise<unknown>
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown
}

declare const reportError: (error: unknown) => void

/** Names of requests and events, by area. */
type ContractNames = Record<string, { requests: readonly string[]; events: readonly string[] }>
type Area = Record<string, (argument: never) => unknown>

/** Builds what the window sees. Pages get functions by name, never the wire, nor the event object of a message. */
export function buildClient<C = Contract>(wire: Wire, names: ContractNames = contractNames): Client<C> {
  const listening = new Map<string, Set<(payload: unknown) => void>>()
  wire.on(eventsChannel, (_event, run) => {
    for (const { event, payload } of run as EventRun)
      for (const listener of [...(listening.get(event) ?? [])])
        try {
          listener(payload)
        } catch (error) {
          // The fault of one listener is told as such and keeps nothing from the others.
          reportError(error)
        }
  })
  const areas = Object.entries(names).map(([area, { requests, events }]) => {
    const members: Area = {}
    for (const method of requests)
      members[method] = (input: unknown) => wire.invoke(requestChannel(area, method), input)
    for (const name of events)
      members[listenerName(name)] = (listener: (payload: unknown) => void) => {
        const heard = (payload: unknown) => listener(payload)
        const event = eventName(area, name)
        listening.set(event, (listening.get(event) ?? new Set()).add(heard))
        return () => void listening.get(event)?.delete(heard)
      }
    return [area, members]
  })
  return Object.fromEntries(areas) as Client<C>
}
