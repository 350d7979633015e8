import { Fragment, type ReactNode, useSyncExternalStore } from 'react'
import type { Language } from '../../shared/lib/language.ts'
import type { Catalogue, Texts } from './define.ts'
import { i18n } from './i18n.ts'

export type Values = Record<string, string | number>
export type Say<T extends Texts> = (key: keyof T & string, values?: Values) => string

/** Says the texts of one catalogue in the operator's language; re-renders when it changes. */
export const useText = <T extends Texts>(catalogue: Catalogue<T>): Say<T> => speaker(catalogue, useLanguage())

type Speaker = (key: string, values?: Values) => string
const speakers = new Map<string, Speaker>()

/** Who says a catalogue in a language. Words without values are put together once: a desk says thousands of them. */
function speaker({ name }: Catalogue, language: Language): Speaker {
  const known = speakers.get(`${language} ${name}`)
  if (known) return known
  // Our catalogues carry the types of their keys; i18next would infer them from global declarations.
  const t = i18n.getFixedT(language, name) as unknown as Speaker
  const plain = new Map<string, string>()
  const say: Speaker = (key, values) => {
    if (values) return t(key, values)
    const said = plain.get(key) ?? t(key)
    plain.set(key, said)
    return said
  }
  speakers.set(`${language} ${name}`, say)
  return say
}

/** The same outside React. */
export const sayNow =
  <T extends Texts>(catalogue: Catalogue<T>): Say<T> =>
  (key, values) =>
    i18n.t(key as string, { ns: catalogue.name, ...values } as Record<string, unknown>)

/** The operator's language; re-renders when it changes. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguage, currentLanguage)

const currentLanguage = () => i18n.language as Language
const onLanguage = (listener: () => void) => {
  i18n.on('languageChanged', listener)
  return () => i18n.off('languageChanged', listener)
}

const open = '\uE000'
const close = '\uE001'

/**
 * A text with key words: `<b>…</b>` of the translation becomes bold. Values are put in afterwards as plain React text,
 * so that a customer's own `<b>` stays as typed.
 */
export function richParts(say: (values: Values) => string, values: Record<string, ReactNode>): ReactNode {
  const marked: Values = {}
  for (const [name, value] of Object.entries(values))
    marked[name] = name === 'count' && typeof value === 'number' ? value : `${open}${name}${close}`
  const parts = say(marked).split(/(<b>.*?<\/b>)/)
  return parts.map((part, i) => {
    const bold = part.startsWith('<b>') && part.endsWith('</b>')
    const inner = fill(bold ? part.slice(3, -4) : part, values)
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
    return bold ? <b key={i}>{inner}</b> : <Fragment key={i}>{inner}</Fragment>
  })
}

function fill(text: string, values: Record<string, ReactNode>): ReactNode[] {
  return text
    .split(new RegExp(`${open}(\\w+)${close}`))
    .map((piece, i) => (i % 2 ? <Fragment key={piece}>{values[piece]}</Fragment> : piece))
}

export function Rich<T extends Texts>(props: {
  say: Say<T>
  text: keyof T & string
  values?: Record<string, ReactNode>
}): ReactNode {
  return richParts((values) => props.say(props.text, values), props.values ?? {})
}
