import type { NewEvent } from '../../shared/domain/event.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Parts } from '../parts.ts'
import type { Appended } from '../storage/ports.ts'

export type Decision = { events: NewEvent[]; result?: unknown }
type Command = {
  /** Who asks; ids of commands are theirs. */
  actor: string
  id: string | undefined
  /** What the decision depends on: decisions on the same thing wait for each other. */
  on: string
}

/**
 * Decides and writes, as one step. A repeat is answered with what was answered first: the storage knows it by its id;
 * where the repeat can no longer be decided (accepting what is accepted already), its first answer is looked up.
 */
export function command(
  { locks, stores }: Pick<Parts, 'locks' | 'stores'>,
  { actor, id, on }: Command,
  decide: () => Decision | Promise<Decision>,
): Promise<Appended> {
  return locks.run(on, async () => {
    let decision: Decision
    try {
      decision = await decide()
    } catch (error) {
      const first =
        error instanceof CodedError && id !== undefined
          ? await stores.events.commandResult(actor, id)
          : undefined
      if (first) return { repeated: true, ...first, events: [] }
      throw error
    }
    return stores.events.append({ actor, commandId: id, ...decision })
  })
}
