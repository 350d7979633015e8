import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'

const root = join(import.meta.dirname, '../..')

const quiet: InlineConfig = { configFile: false, logLevel: 'warn', envDir: false }

/** The operator's window, the media window and the small call window: three pages over one folder, nothing inlined, since the CSP forbids it. */
export async function buildRenderer(outDir = join(root, 'out/renderer'), minify = true): Promise<void> {
  await build({
    ...quiet,
    root: join(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      minify,
      sourcemap: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1000,
      rollupOptions: {
        input: Object.fromEntries(
          ['index', 'engine', 'mini'].map((name) => [name, join(root, `renderer/${name}.html`)]),
        ),
      },
    },
  })
}

/** Preloads run sandboxed: each must be one CommonJS file that requires nothing but `electron`. */
export async function buildPreloads(outDir = join(root, 'out/preload')): Promise<void> {
  for (const entry of ['index', 'engine', 'mini']) {
    await build({
      ...quiet,
      root: join(root, 'preload'),
      build: {
        outDir,
        emptyOutDir: entry === 'index',
        target: 'chrome140',
        minify: false,
        lib: { entry: join(root, `preload/${entry}.ts`), formats: ['cjs'], fileName: () => `${entry}.cjs` },
        rollupOptions: { external: ['electron'] },
      },
    })
  }
}
