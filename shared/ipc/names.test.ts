import { expect, test } from 'vitest'
import { contract } from './contract.ts'
import { miniContract } from './mini-contract.ts'
import { miniNames } from './mini-names.ts'
import { contractNames } from './names.ts'

test.each([
  ["the operator's window", contract, contractNames],
  ['the small call window', miniContract, miniNames],
])('the table of names says exactly what the contract of %s says', (_, said, table) => {
  const fromContract = Object.fromEntries(
    Object.entries(said).map(([area, members]) => {
      const named = (kind: string) =>
        Object.entries(members)
          .filter(([, member]) => member.kind === kind)
          .map(([name]) => name)
          .sort()
      return [area, { requests: named('request'), events: named('event') }]
    }),
  )
  const fromTable = Object.fromEntries(
    Object.entries(table).map(([area, { requests, events }]) => [
      area,
      { requests: [...requests].sort(), events: [...events].sort() },
    ]),
  )
  expect(fromTable).toEqual(fromContract)
})
