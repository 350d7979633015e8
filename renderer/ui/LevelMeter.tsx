import css from './ui.module.css'

const BARS = 16
/** From -60 dBFS to full scale, bar by bar; the last three are too loud. */
const HOT = BARS - 3

/** How many of the bars an amplitude (0 to 1) lights. */
export const litBars = (amplitude: number): number =>
  amplitude <= 0.001 ? 0 : Math.min(BARS, Math.ceil(((20 * Math.log10(amplitude) + 60) / 60) * BARS))

/** A level in bars. It moves by itself many times a second and is not read aloud. */
export function LevelMeter(props: { level: number }) {
  const lit = litBars(props.level)
  return (
    <span className={css.levelMeter} aria-hidden>
      {Array.from({ length: BARS }, (_, bar) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are their places
        <i key={bar} data-lit={bar < lit} data-hot={bar >= HOT} />
      ))}
    </span>
  )
}
