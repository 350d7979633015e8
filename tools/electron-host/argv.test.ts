import { describe, expect, test } from 'vitest'
import { mergeSwitches, parseArguments } from './argv.ts'

describe('the command line', () => {
  test('of a plain start names the application', () => {
    expect(parseArguments(['.'])).toEqual({
      requires: [],
      appPath: '.',
      headless: false,
      chromiumSwitches: [],
    })
  })

  test('of Playwright brings its loader, both debuggers and switches for Chromium', () => {
    const raw = [
      '-r',
      '/loader.js',
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      'demo',
      '--user-data-dir=/tmp/p',
      '--use-fake-device-for-media-stream',
    ]
    expect(parseArguments(raw)).toEqual({
      requires: ['/loader.js'],
      appPath: 'demo',
      inspectPort: 0,
      debuggingPort: 0,
      userDataDir: '/tmp/p',
      headless: false,
      chromiumSwitches: ['--no-sandbox', '--use-fake-device-for-media-stream'],
    })
  })

  test('gives arguments after the application to the application', () => {
    const { appPath, requires, chromiumSwitches } = parseArguments([
      'app',
      'tel:112',
      '-r',
      'not-a-module',
      '--',
      '--not-a-switch',
    ])
    expect({ appPath, requires, chromiumSwitches }).toEqual({
      appPath: 'app',
      requires: [],
      chromiumSwitches: [],
    })
  })

  test('starts the application of the current folder when none is named', () => {
    expect(parseArguments(['--headless', '--inspect']).appPath).toBe('.')
    expect(parseArguments(['--headless', '--inspect'])).toMatchObject({ headless: true, inspectPort: 9229 })
  })
})

test('switches from several sources become one list: features are joined, the last of the others wins', () => {
  const merged = mergeSwitches([
    '--disable-features=A',
    '--lang=en',
    '--mute-audio',
    '--lang=pl',
    '--disable-features=B,C',
  ])
  expect(merged).toEqual(['--disable-features=A,B,C', '--lang=pl', '--mute-audio'])
})
