export const MINI_SIZE = { width: 360, height: 120 }
const MARGIN = 24

export type Area = { x: number; y: number; width: number; height: number }
export type Point = { x: number; y: number }

/**
 * Where the small window comes up: where it was left, if that is still on a display whole; else at the upper right of the
 * display where the operator is. Areas are the displays without their bars.
 */
export function placeMini(left: Point | undefined, displays: readonly Area[], here: Area): Point {
  if (left && displays.some((area) => holds(area, left))) return left
  const near = left && displays.find((area) => touches(area, left))
  return near && left ? inside(near, left) : corner(here)
}

/** The place moved by hand: kept whole on the display that most of it lies on. */
export function movedTo(place: Point, displays: readonly Area[], here: Area): Point {
  const middle = { x: place.x + MINI_SIZE.width / 2, y: place.y + MINI_SIZE.height / 2 }
  return inside(displays.find((area) => within(area, middle)) ?? here, place)
}

const corner = (area: Area): Point => ({
  x: area.x + area.width - MINI_SIZE.width - MARGIN,
  y: area.y + MARGIN,
})

const within = (area: Area, { x, y }: Point): boolean =>
  x >= area.x && y >= area.y && x <= area.x + area.width && y <= area.y + area.height

const holds = (area: Area, place: Point): boolean =>
  within(area, place) && within(area, { x: place.x + MINI_SIZE.width, y: place.y + MINI_SIZE.height })

const touches = (area: Area, { x, y }: Point): boolean =>
  x < area.x + area.width &&
  x + MINI_SIZE.width > area.x &&
  y < area.y + area.height &&
  y + MINI_SIZE.height > area.y

const clamp = (value: number, low: number, high: number) => Math.round(Math.max(low, Math.min(value, high)))

const inside = (area: Area, { x, y }: Point): Point => ({
  x: clamp(x, area.x, Math.max(area.x, area.x + area.width - MINI_SIZE.width)),
  y: clamp(y, area.y, Math.max(area.y, area.y + area.height - MINI_SIZE.height)),
})
