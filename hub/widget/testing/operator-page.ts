import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const entry = fileURLToPath(new URL('../client/testing/operator.ts', import.meta.url))

/** The test operator's script, bundled in memory, to be served beside `<script src="…">`. */
export async function operatorScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['iife'], name: 'operatorPage' },
    },
  })
  const first = Array.isArray(built) ? built[0] : built
  const chunk = first && 'output' in first ? first.output[0] : undefined
  if (!chunk) throw new Error('The operator page was not built')
  return chunk.code
}
