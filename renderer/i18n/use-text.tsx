import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../shared/lib/language.ts'
import type { Catalogue, Texts } from './define.ts'
import { i18n } from './i18n.ts'

export type Values = Record<string, string | number>
export type Say<T extends Texts> = (key: keyof T & string, values?: Values) => string

/** Says the texts of one catalogue in the operator's language; re-renders when it changes. */
export function useText<T extends Texts>(catalogue: Catalogue<T>): Say<T> {
  const { t } = useTranslation(catalogue.name, { i18n })
  // Our catalogues carry the types of their keys; i18next would infer them from global declarations.
  return t as unknown as Say<T>
}

/** The same outside React. */
export const sayNow =
  <T extends Texts>(catalogue: Catalogue<T>): Say<T> =>
  (key, values) =>
    i18n.t(key as string, { ns: catalogue.name, ...values } as Record<string, unknown>)

/** The operator's language; re-renders when it changes. */
export function useLanguage(): Language {
  const { i18n: live } = useTranslation(undefined, { i18n })
  return live.language as Language
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
