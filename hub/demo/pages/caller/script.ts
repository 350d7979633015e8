/** One thing that the caller says: which recording, after what, and how long after. */
export type Line = { url: string; after: 'answer' | 'pause'; delaySeconds: number }

/**
 * The script in the page's address: `audio=a.wav,b.wav`, and in the same order `after=answer,pause` (what each waits
 * for: the one before it, or a pause of the operator) and `delay=1,2` (seconds; 1 when absent).
 */
export function readScript(asked: URLSearchParams): Line[] {
  const list = (name: string) => asked.get(name)?.split(',') ?? []
  const after = list('after')
  const delay = list('delay')
  return list('audio')
    .filter(Boolean)
    .map((url, index) => {
      const seconds = Number(delay[index] ?? '1')
      return {
        url,
        after: after[index]?.includes('pause') ? 'pause' : 'answer',
        delaySeconds: Number.isFinite(seconds) ? Math.min(60, Math.max(0, seconds)) : 1,
      }
    })
}
