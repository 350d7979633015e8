/** Where a context plays (Audio Output Devices API); the DOM's types do not have it yet. */
type WithSink = AudioContext & { setSinkId(id: string): Promise<void> }

const outputs = async (): Promise<string[]> =>
  (await navigator.mediaDevices.enumerateDevices()).map(({ deviceId }) => deviceId)

/**
 * Keeps a context on the output that was chosen: falls back to the system's default while that one is unplugged and
 * returns to it when it is there again.
 */
export function createSink(context: AudioContext): {
  choose(id: string | undefined): Promise<void>
  /** To be called when devices came or went. */
  refresh(): Promise<void>
} {
  let wanted = ''
  let current = ''
  const set = async (id: string): Promise<boolean> => {
    try {
      await (context as WithSink).setSinkId(id)
      current = id
      return true
    } catch {
      return false
    }
  }
  const refresh = async (): Promise<void> => {
    // A context whose device went away keeps its id and plays nowhere: ask what is there, and do not trust the id.
    const there = wanted === '' || (await outputs()).includes(wanted)
    const next = there ? wanted : ''
    if (next !== current && !(await set(next))) await set('')
  }
  return {
    choose(id) {
      wanted = id ?? ''
      return refresh()
    },
    refresh,
  }
}
