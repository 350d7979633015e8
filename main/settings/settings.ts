import { defaultSettings, migrate, Settings } from './schema.ts'

/** Where the settings lie. `read` gives undefined when there are none yet and throws when they cannot be read. */
export type SettingsFile = {
  read(): unknown
  write(value: Settings): void
  /** Puts a damaged file aside under another name. */
  setAside(): void
}

export type SettingsStore = {
  get(): Settings
  /** Changes them; what `change` returns is laid over the old ones. */
  update(change: (now: Settings) => Partial<Settings>): Settings
  /** SETTINGS_BROKEN when the file was damaged at this start; a code of the error catalogue. */
  readonly trouble: 'SETTINGS_BROKEN' | undefined
}

/** Opens the settings. A damaged file is put aside and the defaults are taken: the program always starts. */
export function openSettings(
  file: SettingsFile,
  language: Settings['preferences']['language'],
): SettingsStore {
  let trouble: SettingsStore['trouble']
  let now = defaultSettings(language)
  const stored = readStored(file)
  if (stored === 'broken') {
    trouble = 'SETTINGS_BROKEN'
    file.setAside()
  } else if (stored) now = stored
  return {
    get: () => now,
    update(change) {
      now = { ...now, ...change(now) }
      file.write(now)
      return now
    },
    trouble,
  }
}

function readStored(file: SettingsFile): Settings | 'broken' | undefined {
  try {
    const raw = file.read()
    if (raw === undefined) return undefined
    if (typeof raw !== 'object' || raw === null) return 'broken'
    const parsed = Settings.safeParse(migrate(raw as Record<string, unknown>))
    return parsed.success ? parsed.data : 'broken'
  } catch {
    return 'broken'
  }
}
