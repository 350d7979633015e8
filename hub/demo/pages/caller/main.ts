import { createBrowserPhone } from '../../../widget/client/phone/browser-phone.ts'
import { fetchTicket } from '../lib/hub.ts'
import { readScript } from './script.ts'
import { silence } from './silence.ts'

/**
 * A caller with no screen, for the demo's live loop: calls `line` (a queue) as `number`, says the recordings of its
 * script (see script.ts) and hangs up. `ring` (seconds, 40) is how long it waits for an answer, `linger` (seconds, 2)
 * how long it stays after its last words. The state stands in the title, each change in the console as
 * `caller {"state":…}`; the last one is `ended:<outcome>` or `failed:<code>`.
 */
const asked = new URLSearchParams(location.search)
const number = asked.get('number') ?? ''
const line = asked.get('line') ?? ''
const seconds = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise) || otherwise

function tell(state: string, more: Record<string, unknown> = {}): void {
  if (document.title === state) return
  document.title = state
  console.log(`caller ${JSON.stringify({ state, number, line, ...more })}`)
}

const pause = (s: number) => new Promise((resolve) => setTimeout(resolve, s * 1000))

async function run(): Promise<void> {
  tell('loading')
  const context = new AudioContext({ sampleRate: 48_000 })
  const mouth = context.createMediaStreamDestination()
  const script = readScript(asked)
  const spoken = await Promise.all(
    script.map(async ({ url }) => {
      const response = await fetch(url)
      if (!response.ok) throw new Error(`audio ${response.status}`)
      return context.decodeAudioData(await response.arrayBuffer())
    }),
  )
  const audio = new Audio()
  let talking = false
  const phone = createBrowserPhone({
    ticket: () => fetchTicket(number),
    stream: async () => mouth.stream,
    audio,
    onState: ({ call }) => {
      if (!call) return
      tell(call.phase === 'ended' ? `ended:${call.outcome}` : call.phase, { callId: call.callId })
      if (call.phase === 'ended') void phone.dispose()
      if (call.phase !== 'talking' || talking) return
      talking = true
      void speak()
    },
  })

  async function speak(): Promise<void> {
    for (const [index, { after, delaySeconds }] of script.entries()) {
      if (after === 'pause' && audio.srcObject instanceof MediaStream) await silence(context, audio.srcObject)
      await pause(delaySeconds)
      await say(spoken[index])
      if (phone.state.call?.phase !== 'talking') return
    }
    await pause(seconds('linger', 2))
    phone.hangUp()
  }
  const say = (buffer: AudioBuffer | undefined) =>
    new Promise<void>((resolve) => {
      if (!buffer) return resolve()
      const source = context.createBufferSource()
      source.buffer = buffer
      source.connect(mouth)
      source.onended = () => resolve()
      source.start()
    })

  await phone.call(line)
  await pause(seconds('ring', 40))
  if (!talking) phone.hangUp()
}

run().catch((error: unknown) => tell(`failed:${error instanceof Error ? error.message : String(error)}`))
