/** Marks a branch that the types exclude; reaching it at run time is a bug in our own code. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
