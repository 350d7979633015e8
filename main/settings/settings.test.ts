import { describe, expect, test } from 'vitest'

import { defaultSound } from '../../shared/ipc/contract.ts'

import { defaultProfile } from '../../shared/softphone/line.ts'

import { defaultSettings, type Settings } from './schema.ts'
import { createSecrets, type Keyring } from './secrets.ts'
import { openSettings, type SettingsFile } from './settings.ts'

function fileWith(content: unknown) {
  const state = { written: undefined as Settings | undefined, setAside: false }
  const file: SettingsFile = {
    read() {
      if (content instanceof Error) throw content
      return content
    },
    write(value) {
      state.written = value
    },
    setAside() {
      state.setAside = true
    },
  }
  return { file, state }
}

describe('settings', () => {
  test('start from the defaults in the language of the system', () => {
    const { file } = fileWith(undefined)
    expect(openSettings(file, 'pl').get().preferences.language).toBe('pl')
  })

  test('are taken from the file and written whole when they change', () => {
    const { file, state } = fileWith({ ...defaultSettings('ru'), data: 'own' })
    const settings = openSettings(file, 'en')
    expect(settings.get().data).toBe('own')
    settings.update(() => ({ data: 'demo' }))
    expect(state.written?.data).toBe('demo')
    expect(state.written?.preferences.language).toBe('ru')
  })

  test('of the first version keep each chosen device as the first of its list', () => {
    const { sound: _, ...preferences } = defaultSettings('ru').preferences
    const old = { ...preferences, microphoneId: 'mic-1', ringerId: 'out-2' }
    const line = { mode: 'demo', server: '', user: '', authUser: '', domain: '', caFile: '' }
    const { lines: _lines, ...first } = defaultSettings('ru')
    const { file, state } = fileWith({ ...first, version: 1, preferences: old, line })
    const settings = openSettings(file, 'en')
    expect(state.setAside).toBe(false)
    expect(settings.get()).toEqual({
      ...defaultSettings('ru'),
      preferences: {
        ...defaultSettings('ru').preferences,
        sound: {
          ...defaultSound,
          devices: {
            microphone: [{ id: 'mic-1', label: '' }],
            speaker: [],
            ringer: [{ id: 'out-2', label: '' }],
          },
        },
      },
    })
  })

  test.each([
    ['not JSON', new SyntaxError('Unexpected token')],
    ['a list', []],
    ['of a wrong shape', { ...defaultSettings('ru'), lines: 'off' }],
    ['of a version to come', { ...defaultSettings('ru'), version: 99 }],
  ])('that are %s are put aside and the program starts with the defaults', (_, content) => {
    const { file, state } = fileWith(content)
    const settings = openSettings(file, 'en')
    expect(settings.trouble).toBe('SETTINGS_BROKEN')
    expect(state.setAside).toBe(true)
    expect(settings.get()).toEqual(defaultSettings('en'))
  })
})

describe('settings of the version before', () => {
  const line = {
    mode: 'own',
    server: 'wss://pbx.example/ws',
    user: '201',
    authUser: '',
    domain: '',
    caFile: '',
  }

  test('keep their one line, password and all, as the main of several', () => {
    const { lines: _, ...before } = defaultSettings('pl')
    const { file, state } = fileWith({ ...before, version: 2, line: { ...line, password: 'sealed' } })
    const settings = openSettings(file, 'en')
    expect(settings.trouble).toBeUndefined()
    expect(settings.get().lines).toEqual([{ ...defaultProfile('main', 'PL'), ...line, password: 'sealed' }])
    expect(state.setAside).toBe(false)
  })

  test('without a line in them are broken', () => {
    const { lines: _, ...before } = defaultSettings('pl')
    const { file } = fileWith({ ...before, version: 2 })
    expect(openSettings(file, 'en').trouble).toBe('SETTINGS_BROKEN')
  })
})

describe('secrets', () => {
  const keyring = (backend: string, available = true): Keyring => ({
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.from([...text].reverse().join('')),
    decryptString: (sealed) => [...sealed.toString()].reverse().join(''),
  })

  test('are sealed by the keyring and opened again by the next start', () => {
    const sealed = createSecrets(keyring('gnome_libsecret'), 'linux').seal('line', 'hush')
    expect(Buffer.from(sealed ?? '', 'base64').toString()).toBe('hsuh')
    expect(createSecrets(keyring('gnome_libsecret'), 'linux').open('line', sealed)).toBe('hush')
  })

  test.each([
    ['basic_text', true],
    ['unknown', true],
    ['gnome_libsecret', false],
  ])(
    'never reach the disk with the %s backend (available: %s), and live until the end',
    (backend, available) => {
      const secrets = createSecrets(keyring(backend, available), 'linux')
      expect(secrets.kept).toBe(false)
      expect(secrets.seal('line', 'hush')).toBeUndefined()
      expect(secrets.open('line', undefined)).toBe('hush')
    },
  )

  test('sealed by another keyring are simply not there', () => {
    const broken = {
      ...keyring('kwallet6'),
      decryptString: () => {
        throw new Error('no')
      },
    }
    expect(createSecrets(broken, 'linux').open('line', 'AAAA')).toBeUndefined()
  })
})
