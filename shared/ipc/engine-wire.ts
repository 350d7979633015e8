import type { Result } from '../lib/result.ts'

/** Names of the wires between main and the media window. No schema here: the preload script carries this file whole. */
export const engineChannels = {
  /** main to window, an `EngineAsk` */
  ask: 'engine:ask',
  /** window to main, an `EngineAnswer` */
  answer: 'engine:answer',
  /** window to main, an `EngineTell` */
  tell: 'engine:tell',
} as const

export type EngineAsk = { id: number; name: string; input: unknown }
export type EngineAnswer = { id: number; result: Result<unknown> }
export type EngineTell = { name: string; payload: unknown }

/** `window.engine` as the preload script makes it. The listener set last is the one that hears. */
export type EngineBridge = {
  onAsk(listener: (ask: EngineAsk) => void): void
  answer(id: number, result: Result<unknown>): void
  tell(name: string, payload: unknown): void
}
