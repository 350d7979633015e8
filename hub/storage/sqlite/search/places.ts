/**
 * Where a fact lies in the index of what was said: its hour, then its position in the log, in one number. So the index
 * itself is in the order of time, a range of dates is a range of rows, newest first needs no sorting, and an import
 * of old letters takes its place among old letters. 20 bits of hours reach the year 2089; 33 bits of positions fit.
 */
const positions = 2 ** 33
const hourMs = 3_600_000
const lastHour = 2 ** 20 - 1

const hourOf = (at: number): number => Math.min(lastHour, Math.max(0, Math.floor(at / hourMs)))

export const docOf = (at: number, position: number): number => hourOf(at) * positions + position
/** The documents of some time: from the hour of one moment to the end of another's. */
export const docsFrom = (at: number): number => hourOf(at) * positions
export const docsTo = (at: number): number => (hourOf(at) + 1) * positions - 1

/** Words of what was said, of cards' addresses and orders, of cards' names and fields. */
export const wordKind = { said: 0, address: 1, name: 2 } as const
