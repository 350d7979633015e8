import { globalShortcut } from 'electron'
import type { CallCommand } from '../../shared/keys/call-keys.ts'
import type { Logger } from '../log/logger.ts'

/** Holds exactly the keys that are wanted now; one that another program has is left to it. */
export function createGlobalKeys(onCommand: (command: CallCommand) => void, log: Logger) {
  let held = ''
  return {
    hold(wanted: ReadonlyMap<string, CallCommand>) {
      const key = [...wanted].flat().join()
      if (key === held) return
      held = key
      globalShortcut.unregisterAll()
      for (const [accelerator, command] of wanted)
        if (!globalShortcut.register(accelerator, () => onCommand(command)))
          log.warn('key is taken by another program', { accelerator })
    },
  }
}
