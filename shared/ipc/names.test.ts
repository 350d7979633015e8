import { expect, test } from 'vitest'
import { contract } from './contract.ts'
import { contractNames } from './names.ts'

test('the table of names says exactly what the contract says', () => {
  const fromContract = Object.fromEntries(
    Object.entries(contract).map(([area, members]) => {
      const named = (kind: string) =>
        Object.entries(members)
          .filter(([, member]) => member.kind === kind)
          .map(([name]) => name)
          .sort()
      return [area, { requests: named('request'), events: named('event') }]
    }),
  )
  const fromTable = Object.fromEntries(
    Object.entries(contractNames).map(([area, { requests, events }]) => [
      area,
      { requests: [...requests].sort(), events: [...events].sort() },
    ]),
  )
  expect(fromTable).toEqual(fromContract)
})
