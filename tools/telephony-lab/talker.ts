import type { EngineClient } from '../../main/media/engine-client.ts'
import { createSipStack } from '../../main/softphone/sip-stack.ts'
import type { SipAccount, SipStack, StackEvent } from '../../main/softphone/sip-stack-types.ts'

type Of<T extends StackEvent['type']> = Extract<StackEvent, { type: T }>

/** The product's telephone on a real media window: signalling and sound, without a console around them. */
export type Talker = {
  stack: SipStack
  engine: EngineClient
  /** The next event of this type that was not looked at before and fits; those before it are skipped. */
  next<T extends StackEvent['type']>(type: T, fits?: Partial<Of<T>>, ms?: number): Promise<Of<T>>
  stop(): Promise<void>
}

/** Resolves once it is registered. */
export async function openTalker(account: SipAccount, engine: EngineClient): Promise<Talker> {
  const stack = createSipStack({ account, media: engine })
  const events: StackEvent[] = []
  let wake = () => {}
  stack.onEvent((event) => {
    events.push(event)
    wake()
  })
  const next: Talker['next'] = async <T extends StackEvent['type']>(type: T, fits = {}, ms = 15_000) => {
    const seen: string[] = []
    for (const until = Date.now() + ms; ; ) {
      for (let event = events.shift(); event; event = events.shift()) {
        const fields = event as unknown as Record<string, unknown>
        if (event.type === type && Object.entries(fits).every(([name, value]) => fields[name] === value))
          return event as Of<T>
        seen.push(event.type === 'line' ? `line ${event.line.state} ${event.line.code ?? ''}` : event.type)
      }
      const left = until - Date.now()
      if (left <= 0) throw new Error(`waited for ${type} in vain; there came: ${seen.join(', ')}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  await stack.start()
  while ((await next('line')).line.state !== 'registered');
  return { stack, engine, next, stop: () => stack.stop() }
}
