import type { Result } from '../lib/result.ts'
import type { z } from '../lib/schema.ts'
import type { Contract } from './contract.ts'

type Request = { kind: 'request'; input: z.ZodMiniType; output: z.ZodMiniType }
type Event = { kind: 'event'; payload: z.ZodMiniType }

export type RequestsOf<A> = { [M in keyof A as A[M] extends Request ? M : never]: A[M] }
export type EventsOf<A> = { [M in keyof A as A[M] extends Event ? M : never]: A[M] }
type Input<R> = R extends Request ? z.infer<R['input']> : never
type Output<R> = R extends Request ? z.infer<R['output']> : never
type Payload<E> = E extends Event ? z.infer<E['payload']> : never

/** What main must implement: a missing method does not compile. */
export type AreaHandlers<A> = {
  [M in keyof RequestsOf<A>]: (input: Input<A[M & keyof A]>) => Promise<Result<Output<A[M & keyof A]>>>
}
export type Handlers<C = Contract> = { [Area in keyof C]: AreaHandlers<C[Area]> }

/** What the window sees: `client.softphone.answer({ callId })`, `client.softphone.onChanged(listener)`. */
export type AreaClient<A> = {
  [M in keyof RequestsOf<A>]: (input: Input<A[M & keyof A]>) => Promise<Result<Output<A[M & keyof A]>>>
} & {
  [M in keyof EventsOf<A> as `on${Capitalize<M & string>}`]: (
    listener: (payload: Payload<A[M & keyof A]>) => void,
  ) => () => void
}
export type Client<C = Contract> = { [Area in keyof C]: AreaClient<C[Area]> }

/** How main speaks up: `publish('softphone', 'changed', { calls })`. */
export type Publish<C = Contract> = <Area extends keyof C, M extends keyof EventsOf<C[Area]>>(
  area: Area,
  name: M,
  payload: Payload<C[Area][M & keyof C[Area]]>,
) => void

export const requestChannel = (area: string, method: string): string => `operator:${area}.${method}`
/** Events travel in runs: whatever main says in one turn, in its order, so that the window draws it at once. */
export const eventsChannel = 'operator:events'
export type EventRun = readonly { event: string; payload: unknown }[]
export const eventName = (area: string, name: string): string => `${area}.${name}`
export const listenerName = (name: string): string => `on${name.charAt(0).toUpperCase()}${name.slice(1)}`
