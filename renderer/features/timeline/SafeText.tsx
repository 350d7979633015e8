import { Fragment, type ReactNode } from 'react'
import { linkView } from '../../../shared/lib/link-safety.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import css from './items.module.css'
import { type MaskedOf, withMasks } from './Masked.tsx'
import { timelineTexts } from './texts.ts'

const address = /https?:\/\/[^\s<>"'«»“”]+/g

/**
 * A customer's words exactly as typed, as plain text. Web addresses become links that open in the system's browser;
 * what stands in the text is what is opened, so nothing can hide behind it.
 */
export function SafeText(props: {
  text: string
  mentions?: readonly { id: string; name: string }[]
  /** Whose text it is, where what is masked in it may be asked for. */
  of?: MaskedOf
}) {
  return (
    <span dir="auto" className={css.words}>
      {withMasks(props.text, props.of, (text, from) => (
        <Linked key={`l${from}`} text={text} mentions={props.mentions} />
      ))}
    </span>
  )
}

function Linked(props: { text: string; mentions: readonly { id: string; name: string }[] | undefined }) {
  const bridge = useBridge()
  const say = useText(timelineTexts)
  const { text } = props
  const parts: ReactNode[] = []
  let at = 0
  for (const found of text.matchAll(address)) {
    const url = found[0].replace(/[.,;:!?)\]]+$/, '')
    parts.push(mentioned(text.slice(at, found.index), props.mentions, at))
    parts.push(
      <a
        key={found.index}
        href={url}
        title={linkView(url)?.host}
        className={css.link}
        onClick={(event) => {
          event.preventDefault()
          const view = linkView(url)
          const go = () => void bridge.app.openExternal({ url })
          if (!view?.doubtful) return go()
          notify({
            tone: 'amber',
            title: say('linkDoubt', { host: view.host }),
            action: { label: say('linkOpen'), run: go },
          })
        }}
      >
        {url}
      </a>,
    )
    at = found.index + url.length
  }
  parts.push(mentioned(text.slice(at), props.mentions, at))
  return <>{parts}</>
}

function mentioned(
  text: string,
  mentions: readonly { id: string; name: string }[] | undefined,
  key: number,
): ReactNode {
  const known = mentions?.find((m) => text.includes(`@${m.id}`) || text.includes(`@${m.name}`))
  if (!known) return <Fragment key={`t${key}`}>{text}</Fragment>
  const written = text.includes(`@${known.id}`) ? `@${known.id}` : `@${known.name}`
  const i = text.indexOf(written)
  return (
    <Fragment key={`m${key}`}>
      {text.slice(0, i)}
      <span className={css.mention}>@{known.name}</span>
      {mentioned(text.slice(i + written.length), mentions, key + i + written.length)}
    </Fragment>
  )
}
