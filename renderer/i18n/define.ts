import type { Language } from '../../shared/lib/language.ts'
import { i18n } from './i18n.ts'

type Words<L extends Language> = L extends 'en'
  ? string | { one: string; other: string }
  : string | { one: string; few: string; many: string }

/** One text in every language, side by side: a missing translation does not compile. */
export type Text = { [L in Language]: Words<L> }
export type Texts = Record<string, Text>
export type Catalogue<T extends Texts = Texts> = { readonly name: string; readonly texts: T }

/**
 * The texts of one feature. Counted texts are given per plural form (CLDR: `one`, `few`, `many`; English `one`,
 * `other`) and take `count`. Values stand in the text as `{{name}}`; `<b>…</b>` marks key words (see `Rich`).
 */
export function defineTexts<const T extends Texts>(name: string, texts: T): Catalogue<T> {
  for (const language of ['ru', 'pl', 'en'] as const) {
    const bundle: Record<string, string> = {}
    for (const [key, text] of Object.entries(texts)) {
      const words = text[language]
      if (typeof words === 'string') bundle[key] = words
      else for (const [form, said] of Object.entries(forms(words))) bundle[`${key}_${form}`] = said
    }
    i18n.addResourceBundle(language, name, bundle)
  }
  return { name, texts }
}

/** Fractions take `other` in Russian and Polish, which reads as `few` does ("1,5 минуты"). */
const forms = (words: { one: string; few?: string; many?: string; other?: string }) =>
  words.few === undefined ? words : { ...words, other: words.few }
