import { z } from './schema.ts'

export const Language = z.enum(['ru', 'pl', 'en'])
export type Language = z.infer<typeof Language>
export const languages: readonly Language[] = ['ru', 'pl', 'en']

/** A text in each language of the product; a company may leave some out. */
export const Localised = z.object({
  ru: z.optional(z.string()),
  pl: z.optional(z.string()),
  en: z.optional(z.string()),
})
export type Localised = z.infer<typeof Localised>

/** The text in `language`, else in whichever language there is one. */
export const localise = (text: Localised, language: Language): string =>
  text[language] ?? text.en ?? text.ru ?? text.pl ?? ''

/** The first language of the product that a system's or browser's list of locales asks for; English when none. */
export function pickLanguage(locales: readonly string[]): Language {
  for (const locale of locales) {
    const base = locale.slice(0, 2).toLowerCase()
    const found = languages.find((l) => l === base)
    if (found) return found
  }
  return 'en'
}
