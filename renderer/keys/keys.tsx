import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react'
import { useActivePane, usePane } from '../bridge/pane.tsx'
import { chordCaps, type Keymap, keymap, pressed } from './chord.ts'
import { type Command, commandNames, commands, defaultKeys, isCommand } from './commands.ts'

/** A command's handler; `false` says "not now", and the key goes on to the handler registered before it. */
export type Handler = () => unknown

/** Who answers to which command. The last one registered is asked first. */
export class CommandRegistry {
  readonly #handlers = new Map<Command, Handler[]>()

  register(command: Command, handler: Handler): () => void {
    const list = this.#handlers.get(command) ?? []
    list.push(handler)
    this.#handlers.set(command, list)
    return () => {
      const at = list.lastIndexOf(handler)
      if (at >= 0) list.splice(at, 1)
    }
  }

  /** Runs the command; false when nobody took it. */
  run(name: string): boolean {
    if (!isCommand(name)) return false
    const list = this.#handlers.get(name) ?? []
    for (let i = list.length - 1; i >= 0; i--) if (list[i]?.() !== false) return true
    return false
  }

  /** Whether anybody answers to it now. */
  has(command: Command): boolean {
    return (this.#handlers.get(command)?.length ?? 0) > 0
  }
}

type Keys = { map: Keymap; defaults: Keymap; platform: string; registry: CommandRegistry }
const KeysContext = createContext<Keys>({
  map: commands,
  defaults: commands,
  platform: 'linux',
  registry: new CommandRegistry(),
})

/** Listens for the chords of all commands, physical keys only, before any field sees them. */
export function KeysProvider(props: {
  chosen: Record<string, string>
  platform?: string
  children: ReactNode
}) {
  const { chosen, platform = 'linux' } = props
  const registry = useMemo(() => new CommandRegistry(), [])
  const map = useMemo(() => keymap(chosen, platform), [chosen, platform])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      const name = commandNames.find((command) => pressed(map[command], event))
      // F6 walks the panes while no call has a use for it.
      const took = name !== undefined && registry.run(name)
      const asked = event.key === '?' && !isField(event.target) && registry.run('keys.show')
      if (took || asked || (event.code === 'F6' && pressed('F6', event) && registry.run('pane.next'))) {
        event.preventDefault()
        event.stopPropagation()
      }
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [map, registry])
  const value = useMemo(
    () => ({ map, defaults: defaultKeys(platform), platform, registry }),
    [map, platform, registry],
  )
  return <KeysContext value={value}>{props.children}</KeysContext>
}

export const useKeys = (): Keys => use(KeysContext)

/** Answers to a command while the component is on screen and `enabled`. */
export function useCommand(command: Command, handler: Handler, enabled = true): void {
  const { registry } = useKeys()
  // Of several panes the one with the keyboard answers.
  const pane = usePane()
  const here = useActivePane((s) => pane === undefined || s.active === pane)
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(
    () => (enabled && here ? registry.register(command, () => latest.current()) : undefined),
    [registry, command, enabled, here],
  )
}

/**
 * Answers to a command that lasts as long as its key is held. `down` says whether it took the key; `up` follows once,
 * also when the window loses the keyboard meanwhile. A key held elsewhere is not seen: the system tells presses only.
 */
export function useHeldCommand(command: Command, hold: { down: () => boolean; up: () => void }): void {
  const { map } = useKeys()
  const chord = map[command]
  const latest = useRef(hold)
  useEffect(() => {
    latest.current = hold
  })
  useEffect(() => {
    let held = false
    const release = () => {
      if (held) latest.current.up()
      held = false
    }
    const onDown = (event: KeyboardEvent) => {
      if (!pressed(chord, event) || event.isComposing) return
      if (!held && (event.repeat || !latest.current.down())) return
      held = true
      event.preventDefault()
      event.stopPropagation()
    }
    const onUp = (event: KeyboardEvent) => {
      if (held && event.code === chord.split('+').at(-1)) release()
    }
    window.addEventListener('keydown', onDown, { capture: true })
    window.addEventListener('keyup', onUp, { capture: true })
    window.addEventListener('blur', release)
    return () => {
      release()
      window.removeEventListener('keydown', onDown, { capture: true })
      window.removeEventListener('keyup', onUp, { capture: true })
      window.removeEventListener('blur', release)
    }
  }, [chord])
}

/** Whether something is being typed here. */
export const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** What stands on the keys of any command. */
export function useCapsOf(): (command: Command) => string {
  const { map } = useKeys()
  return (command) => chordCaps(map[command])
}

/** What stands on the keys of a command: `Alt N`. */
export const useCaps = (command: Command | undefined): string | undefined => {
  const { map } = useKeys()
  return command && chordCaps(map[command])
}
