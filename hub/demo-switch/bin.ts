/**
 * The demo switch as a process of its own.
 *
 * Under Electron (utilityProcess) its configuration comes by message `{ type: 'configure', config }`, again at any time,
 * and it answers `{ type: 'ready', port, url }` or `{ type: 'failed', code, sentence }`. Under plain Node it comes from
 * `--config FILE` or from standard input (one JSON value; further lines configure again), `--port`, `--host` and
 * `--domain` override it, and `ready URL` is printed. It never outlives an Electron parent; with `--tied` it also ends with
 * its standard input, which is how a plain parent makes sure that nothing stays behind when it is killed.
 * Exit codes: 2 configuration not valid, 3 port taken, 4 not loopback, 1 anything else.
 */
import { parseArgs } from 'node:util'
import { readConfigFile, type SwitchConfigInput, SwitchError } from './config.ts'
import { DemoSwitch } from './switch.ts'

type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}
type Configured = (config: SwitchConfigInput) => Promise<void>

const EXIT_CODES = { SWITCH_START_FAILED: 2, SWITCH_PORT_TAKEN: 3, SWITCH_NOT_LOOPBACK: 4 } as const

const parent = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort

/** The first configuration starts the switch, each further one is taken over while calls go on. */
function configurer(
  onReady: (demo: DemoSwitch) => void,
  onFailed: (error: unknown, running: boolean) => void,
): Configured {
  let running: DemoSwitch | undefined
  let turn = Promise.resolve()
  const apply = async (config: SwitchConfigInput) => {
    try {
      if (running) running.configure(config)
      else {
        running = await DemoSwitch.start(config)
        onReady(running)
      }
    } catch (error) {
      onFailed(error, running !== undefined)
    }
  }
  return (config) => {
    turn = turn.then(() => apply(config))
    return turn
  }
}

function failure(error: unknown): { code: string; sentence: string; exit: number } {
  if (error instanceof SwitchError)
    return { code: error.code, sentence: error.message, exit: EXIT_CODES[error.code] }
  return {
    code: 'SWITCH_START_FAILED',
    sentence: error instanceof Error ? error.message : String(error),
    exit: 1,
  }
}

function underElectron(port: ParentPort): void {
  const configure = configurer(
    (demo) => port.postMessage({ type: 'ready', port: demo.port, url: demo.url }),
    (error, running) => {
      const { code, sentence, exit } = failure(error)
      port.postMessage({ type: 'failed', code, sentence })
      // The message must leave before the process does.
      if (!running) setTimeout(() => process.exit(exit), 100)
    },
  )
  port.on('message', ({ data }) => {
    if (isConfigure(data)) void configure(data.config)
  })
  process.once('disconnect', () => process.exit(0))
}

async function underNode(): Promise<void> {
  const configure = configurer(
    (demo) => process.stdout.write(`ready ${demo.url}\n`),
    (error, running) => {
      const { code, sentence, exit } = failure(error)
      process.stderr.write(`${code}: ${sentence}\n`)
      if (!running) process.exit(exit)
    },
  )
  try {
    const { values } = parseArgs({
      options: {
        config: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        domain: { type: 'string' },
        tied: { type: 'boolean' },
      },
    })
    const override = (raw: unknown): SwitchConfigInput => ({
      ...(isConfigure(raw) ? raw.config : (raw as SwitchConfigInput)),
      ...(values.port === undefined ? {} : { port: Number(values.port) }),
      ...(values.host === undefined ? {} : { host: values.host }),
      ...(values.domain === undefined ? {} : { domain: values.domain }),
    })
    if (values.config !== undefined) return await configure(override(readConfigFile(values.config)))
    for await (const value of jsonValues(process.stdin)) await configure(override(value))
    if (values.tied) process.exit(0)
  } catch (error) {
    const { code, sentence, exit } = failure(
      error instanceof TypeError ? new SwitchError('SWITCH_START_FAILED', error.message) : error,
    )
    process.stderr.write(`${code}: ${sentence}\n`)
    process.exit(exit)
  }
}

/** JSON values from a stream; a value may span lines and ends where the text so far is whole. */
async function* jsonValues(input: AsyncIterable<Buffer | string>): AsyncGenerator<unknown> {
  let text = ''
  for await (const chunk of input) {
    const lines = `${text}${chunk}`.split('\n')
    const tail = lines.pop() ?? ''
    text = ''
    for (const line of lines) {
      text += `${line}\n`
      const value = tryJson(text)
      if (value === undefined) continue
      text = ''
      yield value
    }
    text += tail
  }
  if (text.trim() === '') return
  const last = tryJson(text)
  if (last === undefined)
    throw new SwitchError('SWITCH_START_FAILED', 'The configuration on standard input is not JSON.')
  yield last
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isConfigure(data: unknown): data is { type: 'configure'; config: SwitchConfigInput } {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === 'configure' &&
    'config' in data
  )
}

if (parent) underElectron(parent)
else void underNode()
