import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deepLink, readEnvironment } from './environment.ts'

describe('the environment', () => {
  test('without anything set the usual ports and the live loop are in use', () => {
    expect(readEnvironment({}, [])).toMatchObject({
      hubPort: 7340,
      switchPort: 7341,
      liveLoop: true,
      data: undefined,
      freshDemo: false,
      userDataDir: undefined,
    })
  })

  test('a port of 0 lets the system choose, nonsense is the usual port', () => {
    expect(readEnvironment({ KOMMUTATOR_HUB_PORT: '0', KOMMUTATOR_SWITCH_PORT: 'abc' }, [])).toMatchObject({
      hubPort: 0,
      switchPort: 7341,
    })
    expect(readEnvironment({ KOMMUTATOR_HUB_PORT: '70000' }, []).hubPort).toBe(7340)
  })

  test('how long a call may ring is a number of seconds, anything else leaves it to the switch', () => {
    const ringSeconds = (text: string) => readEnvironment({ KOMMUTATOR_RING_SECONDS: text }, []).ringSeconds
    expect(['8', '0', '', 'x', '-3', '99999'].map(ringSeconds)).toEqual([8, ...Array(5).fill(undefined)])
  })

  test('the folder of user data may be given either way', () => {
    expect(readEnvironment({}, ['.', '--user-data-dir=/a b/c']).userDataDir).toBe('/a b/c')
    expect(readEnvironment({}, ['.', '--user-data-dir', '/x']).userDataDir).toBe('/x')
  })
})

describe('a telephone link', () => {
  test('gives its number or address', () => {
    expect(deepLink(['app', 'tel:+7-495-000-12-34'])).toBe('+7-495-000-12-34')
    expect(deepLink(['app', 'callto:+48%20500%20000%20001'])).toBe('+48 500 000 001')
    expect(deepLink(['sip:anna@pbx.example;transport=tcp?subject=x'])).toBe('anna@pbx.example')
    expect(deepLink(['tel://112/'])).toBe('112')
  })

  test('with anything else in it is not one', () => {
    for (const link of [
      'tel:',
      'tel:<script>',
      'sip:a b@c',
      'tel:%',
      `tel:${'1'.repeat(300)}`,
      'http://tel:1',
    ])
      expect(deepLink([link])).toBeUndefined()
  })

  test('never gives more than a number or an address, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const target = deepLink([`tel:${text}`])
        if (target !== undefined) expect(target).toMatch(/^[\w\s().*#+@-]{2,320}$/)
      }),
    )
  })
})
