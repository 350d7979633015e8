import { IconEar, IconHeadset, IconUser } from '@tabler/icons-react'
import type { SuperviseMode } from '../../../shared/supervision/board.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon, type IconType } from '../../ui/icon.tsx'
import { texts } from './texts.ts'
import css from './wall.module.css'
import { type Hears, type Party, whoHears } from './who-hears.ts'

const places: Record<Party, { x: number; y: number }> = {
  customer: { x: 60, y: 36 },
  operator: { x: 248, y: 36 },
  you: { x: 154, y: 156 },
}
const icons: Record<Party, IconType> = { customer: IconUser, operator: IconHeadset, you: IconEar }
type Pair = readonly ['customer', 'operator' | 'you'] | readonly ['operator', 'you']
const pairs: readonly Pair[] = [
  ['customer', 'operator'],
  ['customer', 'you'],
  ['operator', 'you'],
]
/** Between the circles, and past the words under the upper two. */
const lines: Record<
  'customer operator' | 'customer you' | 'operator you',
  { x1: number; y1: number; x2: number; y2: number }
> = {
  'customer operator': { x1: 90, y1: 36, x2: 218, y2: 36 },
  'customer you': { x1: 76, y1: 102, x2: 128, y2: 142 },
  'operator you': { x1: 232, y1: 102, x2: 180, y2: 142 },
}

/** Three circles and an arrow for each "is heard by": what is not drawn is not heard. The same stands below in words. */
export function WhoHears(props: {
  mode: SuperviseMode | undefined
  held: boolean
  muted: boolean
  name: string
}) {
  const { mode, held, muted, name } = props
  const say = useText(texts)
  const arrows = whoHears(mode, { held, muted })
  const word: Record<Party, string> = { customer: say('whoCustomer'), operator: name, you: say('whoYou') }
  const heardBy = (party: Party) => {
    const [a, b] = arrows.filter((arrow) => arrow.to === party).map((arrow) => word[arrow.from])
    if (party === 'you') return b ? say('youHearTwo') : a ? say('youHearOne', { a }) : say('youHearNobody')
    return b ? say('hearsTwo', { a: a ?? '', b }) : a ? say('hearsOne', { a }) : say('hearsNobody')
  }
  const title: Record<Party, string> = { customer: say('customer'), operator: name, you: say('you') }
  return (
    <div
      className={css.drawing}
      data-testid="who-hears"
      data-arrows={arrows.map((a) => `${a.from}>${a.to}`).join(' ')}
    >
      <svg width="308" height="212" viewBox="0 0 308 212" aria-hidden>
        <defs>
          <marker
            id="heard"
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="9"
            markerHeight="9"
            orient="auto-start-reverse"
          >
            <path d="M0 0 L10 5 L0 10 Z" fill="var(--k-accent)" />
          </marker>
        </defs>
        {pairs.map((pair) => (
          <Arrow key={pair.join(' ')} pair={pair} arrows={arrows} />
        ))}
      </svg>
      {(Object.keys(places) as Party[]).map((party) => (
        <div
          key={party}
          className={css.party}
          data-party={party}
          data-in={party !== 'you' || mode !== undefined}
          style={{ left: places[party].x, top: places[party].y - 20 }}
        >
          <span className={css.circle}>
            <Icon of={icons[party]} size={18} />
          </span>
          <b className="ellipsis">{title[party]}</b>
          <span className={css.partyHears}>{heardBy(party)}</span>
        </div>
      ))}
    </div>
  )
}

/** One line for each pair, with a point at each end where there is an ear. */
function Arrow(props: { pair: Pair; arrows: readonly Hears[] }) {
  const { pair, arrows } = props
  const [a, b] = pair
  const hears = (from: Party, to: Party) => arrows.some((arrow) => arrow.from === from && arrow.to === to)
  const [forth, back] = [hears(a, b), hears(b, a)]
  if (!forth && !back) return null
  const { x1, y1, x2, y2 } = lines[`${a} ${b}` as keyof typeof lines]
  return (
    <line
      x1={x1}
      y1={y1}
      x2={x2}
      y2={y2}
      stroke="var(--k-accent)"
      strokeWidth="2"
      {...(forth ? { markerEnd: 'url(#heard)' } : {})}
      {...(back ? { markerStart: 'url(#heard)' } : {})}
    />
  )
}
