/** The wire: a thread that starts open and ends in a point. */
export const Logo = (props: { size?: number }) => (
  <svg width={props.size ?? 32} height={props.size ?? 32} viewBox="0 0 20 20" aria-hidden>
    <circle cx="5" cy="5" r="2.5" fill="none" stroke="var(--k-accent)" strokeWidth="1.75" />
    <circle cx="15" cy="15" r="2.5" fill="var(--k-accent)" />
    <path d="M5 7.5V11a4 4 0 0 0 4 4h3.5" fill="none" stroke="var(--k-accent)" strokeWidth="1.75" />
  </svg>
)
