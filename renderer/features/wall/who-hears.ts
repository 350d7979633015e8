import type { SuperviseMode } from '../../../shared/supervision/board.ts'

export type Party = 'customer' | 'operator' | 'you'
/** `from` is heard by `to`. */
export type Hears = { from: Party; to: Party }

/**
 * Who hears whom while a supervisor is on a call in this way, or not at all. On hold the customer hears nobody and is
 * heard by nobody; a muted operator is heard by nobody.
 */
export function whoHears(
  mode: SuperviseMode | undefined,
  { held, muted }: { held: boolean; muted: boolean },
): Hears[] {
  const speaks = mode !== 'takeover' && !muted && !held
  const arrows: [boolean, Party, Party][] = [
    [!held, 'customer', 'operator'],
    [speaks, 'operator', 'customer'],
    [mode !== undefined && !held, 'customer', 'you'],
    [mode !== undefined && speaks, 'operator', 'you'],
    [mode !== undefined && mode !== 'listen', 'you', 'operator'],
    [(mode === 'barge' || mode === 'takeover') && !held, 'you', 'customer'],
  ]
  return arrows.flatMap(([is, from, to]) => (is ? [{ from, to }] : []))
}
