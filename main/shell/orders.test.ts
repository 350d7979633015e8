import { describe, expect, test } from 'vitest'
import { orderFrom, orderOf } from './orders.ts'

describe('the command line', () => {
  test.each([
    [['kommutator', '--answer'], { what: 'answer' }],
    [['.', '--user-data-dir=/x', '--hangup'], { what: 'hangup' }],
    [['.', '--mute'], { what: 'mute' }],
    [['.', '--dial', '+48 500 000 001'], { what: 'dial', target: '+48 500 000 001' }],
    [['.', '--dial=anna@pbx.example'], { what: 'dial', target: 'anna@pbx.example' }],
    [['.', '--dial', '100% sure'], { what: 'dial', target: '100% sure' }],
    [['.', '--dial', '1'.repeat(201)], undefined],
    [['.', '--dial'], undefined],
    [['.', '--dial', '--mute'], { what: 'mute' }],
    [['.'], undefined],
  ])('%j asks for %j', (argv, order) => {
    expect(orderOf(argv)).toEqual(order)
  })

  test('of a later start is parsed, whatever it sends', () => {
    expect(orderFrom({ order: { what: 'mute' } })).toEqual({ what: 'mute' })
    for (const data of [
      undefined,
      null,
      'mute',
      {},
      { order: { what: 'quit' } },
      { order: { what: 'dial' } },
    ])
      expect(orderFrom(data)).toBeUndefined()
  })
})
