import {
  type EngineEventName,
  type EngineInput,
  type EngineOutput,
  type EnginePayload,
  type EngineRequestName,
  engineContract,
} from '../../shared/ipc/engine-contract.ts'
import { type EngineAsk, engineChannels } from '../../shared/ipc/engine-wire.ts'
import { errorCode } from '../../shared/lib/errors.ts'
import { CodedError, FailureSchema } from '../../shared/lib/result.ts'
import { z } from '../../shared/lib/schema.ts'
import type { MediaPort } from '../softphone/sip-stack-types.ts'

/** The wire to the media window, whoever makes the window. `onMessage` returns its own unsubscribe. */
export type EngineTransport = {
  send(channel: string, payload: unknown): void
  onMessage(channel: string, listener: (payload: unknown) => void): () => void
}

export type EngineEvents = { [K in EngineEventName]: EnginePayload<K> } & {
  /** All media of this window is lost; `silent` means that it is still there and should be made anew. */
  gone: { silent: boolean }
}

export type EngineClient = MediaPort & {
  /** Rejects with a CodedError: the window's own code, or ENGINE_GONE when it did not answer in time (`withinMs`). */
  request<K extends EngineRequestName>(
    name: K,
    input: EngineInput<K>,
    withinMs?: number,
  ): Promise<EngineOutput<K>>
  on<K extends keyof EngineEvents>(name: K, listener: (payload: EngineEvents[K]) => void): () => void
  /** Whether the window has loaded and answers. Requests made before wait for it within their time. */
  alive(): boolean
  prepare(input: EngineInput<'prepare'>): Promise<EngineOutput<'prepare'>>
  devices(): Promise<EngineOutput<'devices'>>
  /** `gain`: how loud beside the ring, 0 to 1. */
  ring(kind: EngineInput<'ring'>['kind'], on: boolean, gain?: number): Promise<void>
  mute(callId: string, on: boolean): Promise<void>
  /** A conference of these calls, or its end; see the contract. CALL_NOT_FOUND when one of them is not live. */
  bridge(input: EngineInput<'bridge'>): Promise<void>
  startRecording(callId: string, options?: { paused?: boolean }): Promise<void>
  pauseRecording(callId: string, on: boolean): Promise<void>
  /** Resolves when it is over. Without a sound, a tone. */
  announce(callId: string, sound?: Uint8Array): Promise<EngineOutput<'announce'>>
  /** All chunks have been told when this resolves. */
  finishRecording(callId: string): Promise<EngineOutput<'finishRecording'>>
  quality(callId: string): Promise<EngineOutput<'quality'>>
  /** To be called when the window crashed, closed or is being loaded again: what was asked is rejected. */
  reset(): void
  dispose(): void
}

export type EngineClientOptions = {
  /** How long a request may take, milliseconds. */
  timeoutMs?: number
  /** How often the window is asked whether it is alive; 0 turns that off. */
  heartbeatMs?: number
  /** A message from the window that breaks the contract; it is dropped. Carries no content. */
  onInvalid?: (what: string) => void
}

const Answer = z.object({
  id: z.number(),
  result: z.union([z.object({ ok: z.literal(true), value: z.unknown() }), FailureSchema]),
})
const Tell = z.object({ name: z.string(), payload: z.unknown() })

/** An announcement answers when it has been played, which may take this long. */
const longestSoundMs = 45_000

type Pending = {
  name: EngineRequestName
  resolve(value: unknown): void
  reject(error: CodedError): void
  timer: ReturnType<typeof setTimeout>
}

/** Asks the media window on behalf of main: typed by its contract, parsed on arrival, never waiting for ever. */
export function createEngineClient(
  transport: EngineTransport,
  { timeoutMs = 5000, heartbeatMs = 5000, onInvalid = () => undefined }: EngineClientOptions = {},
): EngineClient {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: never) => void>>()
  let waiting: EngineAsk[] = []
  let lastId = 0
  let ready = false

  const emit = <K extends keyof EngineEvents>(name: K, payload: EngineEvents[K]): void => {
    for (const listener of [...(listeners.get(name) ?? [])]) listener(payload as never)
  }

  const take = (id: number): Pending | undefined => {
    const one = pending.get(id)
    pending.delete(id)
    clearTimeout(one?.timer)
    return one
  }

  const lose = (silent: boolean): void => {
    const was = ready
    ready = false
    waiting = []
    for (const id of [...pending.keys()]) take(id)?.reject(new CodedError('ENGINE_GONE'))
    if (was) emit('gone', { silent })
  }

  const request = <K extends EngineRequestName>(
    name: K,
    input: EngineInput<K>,
    withinMs = timeoutMs,
  ): Promise<EngineOutput<K>> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      const timer = setTimeout(() => {
        waiting = waiting.filter((ask) => ask.id !== id)
        take(id)?.reject(new CodedError('ENGINE_GONE', `${name} timed out`))
      }, withinMs)
      pending.set(id, { name, resolve: resolve as (value: unknown) => void, reject, timer })
      const ask: EngineAsk = { id, name, input }
      if (ready) transport.send(engineChannels.ask, ask)
      else waiting.push(ask)
    })

  const onAnswer = (raw: unknown): void => {
    const answer = Answer.safeParse(raw)
    if (!answer.success) return onInvalid('answer')
    const one = take(answer.data.id)
    if (!one) return
    const { result } = answer.data
    if (!result.ok) return one.reject(new CodedError(errorCode(result.code), result.detail))
    const output = engineContract.requests[one.name].output.safeParse(result.value)
    if (output.success) return one.resolve(output.data)
    onInvalid(one.name)
    one.reject(new CodedError('IPC_INVALID_OUTPUT', one.name))
  }

  const onTell = (raw: unknown): void => {
    const told = Tell.safeParse(raw)
    if (!told.success || !Object.hasOwn(engineContract.events, told.data.name)) return onInvalid('event')
    const name = told.data.name as EngineEventName
    const payload = engineContract.events[name].payload.safeParse(told.data.payload)
    if (!payload.success) return onInvalid(name)
    if (name === 'ready') {
      // Loaded again without anybody saying so: what the page before it knew is gone all the same. What was asked
      // since then waits for this very page.
      if (ready) lose(false)
      ready = true
      for (const ask of waiting.splice(0)) transport.send(engineChannels.ask, ask)
    }
    emit(name, payload.data as never)
  }

  const stops = [
    transport.onMessage(engineChannels.answer, onAnswer),
    transport.onMessage(engineChannels.tell, onTell),
  ]

  // One heartbeat may be late on a machine that swaps or wakes from sleep; two in a row are a window that hangs.
  let missed = 0
  const beat = async (): Promise<void> => {
    if (!ready) return
    try {
      await request('ping', {})
      missed = 0
    } catch {
      if (++missed < 2 || !ready) return
      missed = 0
      lose(true)
    }
  }
  const heart = heartbeatMs > 0 ? setInterval(beat, heartbeatMs) : undefined
  heart?.unref()

  const plain = async <K extends EngineRequestName>(name: K, input: EngineInput<K>): Promise<void> => {
    await request(name, input)
  }

  return {
    request,
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener as (payload: never) => void)
      return () => set.delete(listener as (payload: never) => void)
    },
    alive: () => ready,
    create: (mediaId, { callId }) => plain('create', { mediaId, callId }),
    getDescription: (mediaId, { hold, iceRestart }) =>
      request('getDescription', { mediaId, hold, iceRestart }),
    setDescription: (mediaId, sdp) => plain('setDescription', { mediaId, sdp }),
    rollback: (mediaId) => plain('rollback', { mediaId }),
    hush: (mediaId, on) => plain('hush', { mediaId, on }),
    dtmf: (mediaId, tones) => plain('dtmf', { mediaId, tones }),
    close: (mediaId) => plain('close', { mediaId }),
    prepare: (input) => request('prepare', input),
    devices: () => request('devices', {}),
    ring: (kind, on, gain) => plain('ring', { kind, on, ...(gain === undefined ? {} : { gain }) }),
    mute: (callId, on) => plain('mute', { callId, on }),
    bridge: (input) => plain('bridge', input),
    startRecording: (callId, { paused } = {}) =>
      plain('startRecording', { callId, ...(paused ? { paused } : {}) }),
    pauseRecording: (callId, on) => plain('pauseRecording', { callId, on }),
    announce: (callId, sound) =>
      request('announce', { callId, ...(sound ? { sound: new Uint8Array(sound) } : {}) }, longestSoundMs),
    finishRecording: (callId) => request('finishRecording', { callId }),
    quality: (callId) => request('quality', { callId }),
    reset: () => lose(false),
    dispose() {
      clearInterval(heart)
      for (const stop of stops) stop()
      lose(false)
      listeners.clear()
    },
  }
}
