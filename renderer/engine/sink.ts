import { type Device, pickDevice } from '../../shared/softphone/device-choice.ts'
import { type Switched, switchOf, type Used, whatIsThere } from './devices.ts'

/** Where a context plays (Audio Output Devices API); the DOM's types do not have it yet. */
type WithSink = AudioContext & { setSinkId(id: string): Promise<void> }

export type Sink = {
  /** Takes the first of `order` that is there, or the system's own. */
  prefer(order: readonly Device[]): Promise<void>
  /** To be called when devices came or went: moves to another output, or back; tells what it did. */
  refresh(): Promise<Switched | undefined>
  /** Undefined is the system's own. */
  using(): Device | undefined
}

/**
 * Keeps a context on the output that is preferred most of those that are there, and on the system's default while none
 * of them is.
 */
export function createSink(context: AudioContext, role: 'speaker' | 'ringer'): Sink {
  let order: readonly Device[] = []
  let used: Used = {}
  const set = async (id: string): Promise<boolean> => {
    try {
      await (context as WithSink).setSinkId(id)
      return true
    } catch {
      return false
    }
  }
  // A context whose device went away keeps its id and plays nowhere: ask what is there, and do not trust the id.
  const settle = async (): Promise<Switched | undefined> => {
    const { there, usual } = await whatIsThere('audiooutput')
    const before = used
    let device = pickDevice(order, there)
    if (device?.id !== before.device?.id && !(await set(device?.id ?? ''))) {
      device = undefined
      await set('')
    }
    used = { device, label: device?.label ?? usual }
    return switchOf(role, before, used, there)
  }
  return {
    async prefer(wanted) {
      order = wanted
      await settle()
    },
    refresh: settle,
    using: () => used.device,
  }
}
