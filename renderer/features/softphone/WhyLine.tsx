import type { ReactNode } from 'react'
import { localise } from '../../../shared/lib/language.ts'
import type { Why } from '../../../shared/softphone/why.ts'
import { useClockOffset, useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useNowAs } from '../../ui/now.ts'
import css from './softphone.module.css'
import { texts } from './texts.ts'
import { whyWords } from './why-words.tsx'

/** One reason in words: what it is, and on the right when or how much. */
export function useWhyWords(): (why: Why) => { icon: ReactNode; words: ReactNode; aside: string } {
  const say = useText(texts)
  const language = useLanguage()
  const company = useCompany()
  const offset = useClockOffset()
  const minute = useNowAs((now) => Math.floor(now / 60_000) * 60_000) + offset

  const product = (id: string) => {
    const found = company?.products.find((p) => p.productId === id)
    return found && localise(found.name, language)
  }
  return (why) => whyWords(why, { say, language, product, minute })
}

/** The reasons under each other, times in one column. */
export function WhyLines(props: { whys: readonly Why[] }) {
  const wordsOf = useWhyWords()
  return (
    <ul className={css.whys}>
      {props.whys.map((why) => {
        const { icon, words, aside } = wordsOf(why)
        return (
          <li key={why.kind} className={css.why}>
            {icon}
            <span className="ellipsis">{words}</span>
            <span className={`num ${why.kind === 'order' ? css.aside : css.when}`}>{aside}</span>
          </li>
        )
      })}
    </ul>
  )
}
