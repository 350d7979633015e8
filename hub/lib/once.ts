import type { Parts } from '../parts.ts'

type Change = { actor: string; id: string; on: string }

/**
 * A change that is no fact of anybody's (a setting), made once for each id of a command: a repeat, however late,
 * changes nothing and is answered with what is so now.
 */
export function once<T>(
  { locks, stores }: Pick<Parts, 'locks' | 'stores'>,
  { actor, id, on }: Change,
  work: { change: () => Promise<T>; again: () => T | Promise<T> },
): Promise<T> {
  return locks.run(on, async () => {
    if (await stores.events.commandResult(actor, id)) return work.again()
    const result = await work.change()
    await stores.events.append({ actor, commandId: id, events: [] })
    return result
  })
}
