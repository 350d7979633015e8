import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserWindow, Menu, session } from 'electron'
import type { Language } from '../../shared/lib/language.ts'
import { words } from './words.ts'

/** What operators write in, as Chromium names it; every region that a system may have. */
const wanted = ['ru', 'pl', 'en-GB', 'en-US', 'ru-RU', 'pl-PL']

export type Spelling = { by: 'system' | 'dictionaries' | 'browser' | 'nobody'; languages: string[] }

/**
 * Spelling is checked on this computer or not at all. Windows and macOS have a checker of their own; elsewhere Chromium
 * would fetch dictionaries from the network, so that only those that lie in the profile's `Dictionaries` (the
 * administrator puts them there) are used and nothing is ever asked for. A runtime that does not say which languages it
 * knows decides by itself.
 */
export function prepareSpelling(userData: string, platform = process.platform): Spelling {
  const spell = session.defaultSession
  const known = knownLanguages()
  if (!known) return { by: 'browser', languages: [] }
  const languages = wanted.filter((code) => known.includes(code))
  if (platform === 'win32' || platform === 'darwin') {
    // macOS knows the languages of the text by itself and takes no list.
    if (platform === 'win32') spell.setSpellCheckerLanguages(languages)
    return { by: 'system', languages }
  }
  const folder = join(userData, 'Dictionaries')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.bdic')) : []
  const there = languages.filter((code) => files.some((name) => name.startsWith(code.slice(0, 2))))
  spell.setSpellCheckerDictionaryDownloadURL('https://dictionaries.invalid/')
  spell.setSpellCheckerEnabled(there.length > 0)
  if (there.length) spell.setSpellCheckerLanguages(there)
  return there.length ? { by: 'dictionaries', languages: there } : { by: 'nobody', languages: [] }
}

function knownLanguages(): readonly string[] | undefined {
  try {
    return session.defaultSession.availableSpellCheckerLanguages
  } catch {
    return undefined
  }
}

/** What the right button offers in a field: better words, and what every field has. Electron shows nothing by itself. */
export function offerInFields(window: BrowserWindow, language: () => Language): void {
  const { webContents } = window
  webContents.on(
    'context-menu',
    (_, { isEditable, misspelledWord, dictionarySuggestions, editFlags, selectionText }) => {
      if (!isEditable && !selectionText) return
      const say = (key: 'cut' | 'copyText' | 'paste' | 'learnWord') => words[key][language()]
      const better = dictionarySuggestions.slice(0, 6).map((label) => ({
        label,
        click: () => webContents.replaceMisspelling(label),
      }))
      const learn = {
        label: say('learnWord'),
        click: () => void webContents.session.addWordToSpellCheckerDictionary(misspelledWord),
      }
      const line = { type: 'separator' as const }
      Menu.buildFromTemplate([
        ...(misspelledWord ? [...better, learn, line] : []),
        { label: say('cut'), role: 'cut', enabled: isEditable && editFlags.canCut },
        { label: say('copyText'), role: 'copy', enabled: editFlags.canCopy },
        { label: say('paste'), role: 'paste', enabled: isEditable && editFlags.canPaste },
      ]).popup({ window })
    },
  )
}
