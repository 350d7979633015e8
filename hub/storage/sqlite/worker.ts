import { parentPort, workerData } from 'node:worker_threads'
import { CodedError } from '../../../shared/lib/result.ts'
import { type EngineCall, openEngine } from './engine.ts'

/** The storage thread: opens the file, then answers batches until it is told to close. */
export type ToWorker = { type: 'batch'; calls: EngineCall[] } | { type: 'close' }

if (!parentPort) throw new Error('the storage thread needs its parent')
const port = parentPort
const { file } = workerData as { file: string }
const rebuiltAtOnce = 200
const rebuildAgainMs = 30_000

try {
  const engine = openEngine(file)
  port.postMessage({ type: 'open' })
  let rebuilding: NodeJS.Timeout | undefined
  /** A little at a time, so that a batch never waits long for it. */
  const rebuild = (): void => {
    try {
      rebuilding = engine.rebuildSome(rebuiltAtOnce) ? setTimeout(rebuild, 0) : undefined
    } catch {
      // A full disk: what was not written is tried again when there may be room.
      rebuilding = setTimeout(rebuild, rebuildAgainMs).unref()
    }
  }
  rebuild()
  port.on('message', (message: ToWorker) => {
    if (message.type === 'batch')
      return port.postMessage({ type: 'answers', ...engine.runBatch(message.calls) })
    clearTimeout(rebuilding)
    engine.close()
    port.postMessage({ type: 'closed' })
    port.close()
  })
} catch (error) {
  const code = error instanceof CodedError ? error.code : 'HUB_STORAGE'
  port.postMessage({ type: 'failed', code, detail: error instanceof Error ? error.message : String(error) })
  // With nobody listening the thread ends by itself, after its last message has left.
}
