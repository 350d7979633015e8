import type { ReactNode } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { Language } from '../../../shared/lib/language.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useMe } from '../../bridge/mirrors.ts'
import { i18n } from '../../i18n/i18n.ts'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

/** A section of the settings under its title. */
export const Section = (props: { title: string; children: ReactNode }) => (
  <section className={css.section} aria-label={props.title}>
    <h2 className={css.title}>{props.title}</h2>
    {props.children}
  </section>
)

/** A setting with its name above and, where it needs one, a sentence below. */
export const Field = (props: { label: string; hint?: ReactNode; children: ReactNode }) => (
  <div className={css.field}>
    <div className={css.label}>{props.label}</div>
    {props.children}
    {props.hint && <div className={css.hint}>{props.hint}</div>}
  </div>
)

/** Names and values under each other. */
export const Facts = (props: { children: ReactNode }) => <dl className={css.facts}>{props.children}</dl>
export const Fact = (props: { name: string; children: ReactNode }) => (
  <>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </>
)

/** Tells a refusal in its sentence; true when there was none. */
export function told(answer: Result<unknown>): boolean {
  if (!answer.ok) notify({ title: sentence(answer.code, i18n.language as Language), tone: 'red' })
  return answer.ok
}

/** Puts a text on the clipboard and says so. */
export function useCopy(): (text: string) => Promise<void> {
  const bridge = useBridge()
  const say = useText(texts)
  return async (text) => {
    if (told(await bridge.app.copy({ text }))) notify({ title: say('copied'), life: 3000 })
  }
}

export const useIsAdmin = (): boolean => useMe()?.roles.includes('admin') ?? false
