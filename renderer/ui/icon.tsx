import type { ComponentType, CSSProperties } from 'react'

export type IconType = ComponentType<{
  size?: number | string
  stroke?: number | string
  className?: string
  style?: CSSProperties
  'aria-hidden'?: boolean
}>

/** An icon at one of the design's sizes (14 in text, 16 in lists and buttons, 18 in composer and calls, 22 in the rail). */
export function Icon(props: { of: IconType; size?: number; color?: string }) {
  const { of: Of, size = 16, color } = props
  return (
    <Of
      size={size}
      stroke={1.75}
      aria-hidden
      style={{ flex: 'none', ...(color ? { color: `var(--k-${color})` } : {}) }}
    />
  )
}
