import css from './composer.module.css'

/** The loudness of a voice note as bars. */
export const Wave = (props: { peaks: readonly number[] }) => (
  <svg
    className={css.wave}
    viewBox={`0 0 ${Math.max(1, props.peaks.length) * 3} 20`}
    preserveAspectRatio="none"
    aria-hidden
  >
    {props.peaks.map((peak, i) => {
      const height = Math.max(2, (peak / 100) * 20)
      // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
      return <rect key={i} x={i * 3} y={(20 - height) / 2} width={2} height={height} rx={1} />
    })}
  </svg>
)
