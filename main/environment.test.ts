import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTarget } from '../shared/softphone/target.ts'
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
  test('is passed on as it came, for the window to read and to ask', () => {
    for (const link of [
      'tel:+7-495-000-12-34;ext=5',
      'callto:+48%20500',
      'sip:anna@pbx.example',
      'tel:<script>',
    ])
      expect(deepLink(['app', link, 'tel:112'])).toBe(link)
  })

  test('is none without its scheme, and none at all where there is none', () => {
    for (const argument of ['http://tel:1', '+79000000001', '--tel:1', ''])
      expect(deepLink([argument])).toBeUndefined()
  })

  test('is never longer than a link can be, and what is cut is no number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const link = deepLink([`tel:${text}`]) ?? ''
        expect(link.length).toBeLessThanOrEqual(200)
        if (text.length > 196) expect(readTarget(link)).toBeUndefined()
      }),
    )
  })
})
