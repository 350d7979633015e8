import { extname, join } from 'node:path'

/** `out/` when built, the repository when the sources run as they are. */
const rooms = join(import.meta.dirname, '..')
/** `.js` when built, `.ts` when the sources run as they are. */
const own = extname(import.meta.filename)

/** Where main finds its siblings on disk (see "Builds" in docs/architecture.md). */
export const paths = {
  renderer: join(rooms, 'renderer'),
  pages: join(rooms, 'pages'),
  preload: join(rooms, 'preload', 'index.cjs'),
  enginePreload: join(rooms, 'preload', 'engine.cjs'),
  miniPreload: join(rooms, 'preload', 'mini.cjs'),
  hub: join(rooms, 'hub', `bin${own}`),
  demoSwitch: join(rooms, 'hub', 'demo-switch', `bin${own}`),
} as const
