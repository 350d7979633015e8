import { parentPort, workerData } from 'node:worker_threads'
import { CodedError } from '../../../shared/lib/result.ts'
import { type EngineCall, openEngine } from './engine.ts'

/** The storage thread: opens the file, then answers batches until it is told to close. */
export type ToWorker = { type: 'batch'; calls: EngineCall[] } | { type: 'close' }

if (!parentPort) throw new Error('the storage thread needs its parent')
const port = parentPort
const { file } = workerData as { file: string }

try {
  const engine = openEngine(file)
  port.postMessage({ type: 'open' })
  port.on('message', (message: ToWorker) => {
    if (message.type === 'batch')
      return port.postMessage({ type: 'answers', ...engine.runBatch(message.calls) })
    engine.close()
    port.postMessage({ type: 'closed' })
    port.close()
  })
} catch (error) {
  const code = error instanceof CodedError ? error.code : 'HUB_STORAGE'
  port.postMessage({ type: 'failed', code, detail: error instanceof Error ? error.message : String(error) })
  // With nobody listening the thread ends by itself, after its last message has left.
}
