import { ok } from '../../shared/lib/result.ts'
import type { ConsoleOptions } from '../console.ts'

/** A console that nobody looks at: no window is ever in front, none opens, and the system shows nothing. */
export const noWindows: Pick<ConsoleOptions, 'windows' | 'notices' | 'chooseFile'> = {
  windows: {
    list: async () => ok({ popOuts: [] }),
    popOut: async () => ok({}),
    close: async () => ok({}),
    arrange: async () => ok({}),
  },
  notices: {
    inFront: () => undefined,
    show: () => true,
    hide: () => {},
    onChange: () => {},
    bringForward: () => {},
  },
  chooseFile: async () => undefined,
}
