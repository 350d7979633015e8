import { z } from './schema.ts'

/** UTC milliseconds since 1970. The hub's clock is the truth; a console keeps its offset from it. */
export const Instant = z.number().check(z.int(), z.gte(0))
export type Instant = z.infer<typeof Instant>
