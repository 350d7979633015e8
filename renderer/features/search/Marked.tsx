import type { SearchHit } from '../../../shared/protocol/search-protocol.ts'
import css from './search.module.css'

/** A text with the words that were searched for marked in it. */
export function Marked(props: { text: string; marks: SearchHit['marks'] }) {
  const { text, marks } = props
  let at = 0
  const parts = marks.flatMap(([start, end]) => {
    const before = text.slice(at, start)
    at = end
    return [
      before,
      <mark key={start} className={css.mark}>
        {text.slice(start, end)}
      </mark>,
    ]
  })
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}
