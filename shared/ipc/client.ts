import { type Client, eventChannel, listenerName, requestChannel } from './derive.ts'
import { contractNames } from './names.ts'

/** The three things that a preload script needs of the wire; `ipcRenderer` has them. */
export type Wire = {
  invoke(channel: string, input: unknown): Promise<unknown>
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown
  removeListener(channel: string, listener: (event: unknown, payload: unknown) => void): unknown
}

type Area = Record<string, (argument: never) => unknown>

/** Builds what the window sees. Pages get functions by name, never the wire, nor the event object of a message. */
export function buildClient(wire: Wire): Client {
  const areas = Object.entries(contractNames).map(([area, { requests, events }]) => {
    const members: Area = {}
    for (const method of requests)
      members[method] = (input: unknown) => wire.invoke(requestChannel(area, method), input)
    for (const name of events)
      members[listenerName(name)] = (listener: (payload: unknown) => void) => {
        const heard = (_event: unknown, payload: unknown) => listener(payload)
        wire.on(eventChannel(area, name), heard)
        return () => void wire.removeListener(eventChannel(area, name), heard)
      }
    return [area, members]
  })
  return Object.fromEntries(areas) as Client
}
