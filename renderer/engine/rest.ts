/** One call after another need not wait for the device to open again, milliseconds. */
export const REST_MS = 3000

/** What is used of an AudioContext. */
type Sleeper = { readonly state: string; resume(): Promise<void>; suspend(): Promise<void> }

/**
 * Lets a context rest while nobody keeps it awake. For as long as it runs, Chromium lets no MediaStreamAudioSourceNode
 * go, nor its track, disconnected or not: each call would leave some behind for the rest of a shift. It spares the
 * device, too.
 */
export function createRest(context: Sleeper): {
  /** Wakes it; it rests again soon unless it is kept awake. */
  wake(): void
  /** Keeps it awake until what is returned is called; calling that twice is harmless. */
  keepAwake(): () => void
} {
  const keepers = new Set<object>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = false

  const wake = (): void => {
    clearTimeout(timer)
    // Its state still says `running` while it goes to rest, and who comes then would be left without sound.
    if (!asked && context.state === 'running') return
    asked = false
    // Not awaited: where the system has no output at all it never resolves, and calls must still be possible.
    context.resume().catch(() => undefined)
  }
  const restSoon = (): void => {
    if (keepers.size > 0) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      asked = true
      context.suspend().catch(() => undefined)
    }, REST_MS)
  }

  return {
    wake() {
      wake()
      restSoon()
    },
    keepAwake() {
      const keeper = {}
      keepers.add(keeper)
      wake()
      return () => {
        if (keepers.delete(keeper)) restSoon()
      }
    },
  }
}
