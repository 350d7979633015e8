import type {
  EngineEventName,
  EngineInput,
  EngineOutput,
  EnginePayload,
  EngineRequestName,
} from '../../shared/ipc/engine-contract.ts'
import type { EngineBridge } from '../../shared/ipc/engine-wire.ts'
import { CodedError, fail, ok } from '../../shared/lib/result.ts'

/** What the media window must be able to do: a missing request does not compile. */
export type EngineHandlers = {
  [K in EngineRequestName]: (input: EngineInput<K>) => Promise<EngineOutput<K>>
}

export type Tell = <K extends EngineEventName>(name: K, payload: EnginePayload<K>) => void

/** Answers main's requests, in the order of arrival per request; every failure goes back as a code. */
export function serve(bridge: EngineBridge, handlers: EngineHandlers): void {
  const byName = new Map<string, (input: never) => Promise<unknown>>(Object.entries(handlers))
  bridge.onAsk(async ({ id, name, input }) => {
    const handler = byName.get(name)
    if (!handler) return bridge.answer(id, fail('IPC_INVALID_INPUT', name))
    try {
      bridge.answer(id, ok(await handler(input as never)))
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      bridge.answer(id, fail(error instanceof CodedError ? error.code : 'UNKNOWN', detail))
    }
  })
}
