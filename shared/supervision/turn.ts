import { z } from '../lib/schema.ts'

const servers = z
  .array(z.string().check(z.maxLength(300), z.regex(/^(stun|stuns|turn|turns):[^\s]+$/)))
  .check(z.maxLength(8))

/** How desks that cannot see each other meet: `shared-secret` makes passwords that run out with the session. */
export const TurnInput = z.object({
  urls: servers,
  auth: z.enum(['static', 'shared-secret']),
  username: z.string().check(z.maxLength(200)),
  /** The password, or the secret that the TURN server shares with the hub; left out to keep the one that is stored. */
  secret: z.optional(z.string().check(z.maxLength(300))),
  /** Never directly, even where the desks could. */
  relayOnly: z.boolean(),
})
export type TurnInput = z.infer<typeof TurnInput>

/** The same as it may be shown: whether there is a secret, never which. */
export const TurnSettings = z.object({
  urls: z.array(z.string()),
  auth: TurnInput.shape.auth,
  username: z.string(),
  hasSecret: z.boolean(),
  relayOnly: z.boolean(),
})
export type TurnSettings = z.infer<typeof TurnSettings>
