import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConsole } from '../../main/console.ts'
import { readEnvironment } from '../../main/environment.ts'
import { createLogger } from '../../main/log/logger.ts'
import { createSecrets } from '../../main/settings/secrets.ts'
import { openSettings } from '../../main/settings/settings.ts'
import { FakeChild } from '../../main/testing/fake-child.ts'
import { noWindows } from '../../main/testing/no-windows.ts'
import type { EventWire } from '../../shared/domain/event.ts'
import { fail, type Result } from '../../shared/lib/result.ts'

// One console as a process of its own, without windows and sound: everything else of main is what the program runs. It
// does what it is told over IPC, and may be killed at any moment.

export type Told = { id: number; area: string; method: string; input: unknown }
export type Held = {
  online: boolean
  cursor: number | undefined
  /** What has not arrived, and what came back. */
  waiting: number
  returned: number
  /** Of each card that lies here whole: the ids of its facts, in the order of time. */
  ids: Record<string, string[]>
}

const [userData = '', url = ''] = process.argv.slice(2)
mkdirSync(userData, { recursive: true })
const config = join(userData, 'config.json')
const log = createLogger(join(userData, 'logs', 'main.log'))
const settings = openSettings(
  {
    read: () => (existsSync(config) ? (JSON.parse(readFileSync(config, 'utf8')) as unknown) : undefined),
    write(value) {
      writeFileSync(`${config}.new`, JSON.stringify(value))
      renameSync(`${config}.new`, config)
    },
    setAside: () => renameSync(config, `${config}.broken`),
  },
  'en',
)
settings.update(() => ({ hub: { url } }))

const desk = createConsole({
  userData,
  demoDir: '',
  soundsDir: '',
  pagesDir: '',
  spelling: { by: 'nobody', languages: [] },
  downloads: () => userData,
  chooseSound: async () => undefined,
  environment: readEnvironment({ KOMMUTATOR_LIVE: 'off', KOMMUTATOR_UNDO: '0' }, []),
  settings,
  secrets: createSecrets(
    {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => 'soak',
      encryptString: (text) => Buffer.from(text),
      decryptString: (sealed) => sealed.toString(),
    },
    process.platform,
  ),
  transport: { send: () => {}, onMessage: () => () => {} },
  reloadEngine: () => {},
  forkHub: () => new FakeChild(() => undefined),
  forkSwitch: () => new FakeChild(() => undefined),
  publish: () => {},
  app: {
    about: { version: '0', runtime: 'soak', platform: process.platform },
    openExternal: async () => {},
    copy: () => {},
  },
  showInFolder: () => {},
  onPreferences: () => {},
  onCalls: () => {},
  ...noWindows,
  onEmbeddedReady: () => {},
  onDemoCall: () => {},
  log,
})

/** Everything that lies here of a card, page by page, as the window asks for it while the hub is away. */
function whole(contactId: string): string[] | undefined {
  const { replica } = desk.hub.local
  const card = replica.card(contactId as never)
  if (!card) return undefined
  let events: EventWire[] = card.events
  for (let { older } = card; older; ) {
    const page = replica.older(contactId as never, older, 500)
    if (!page.ok) return undefined
    events = [...page.value.events, ...events]
    older = page.value.older
  }
  return events.map((event) => event.eventId)
}

async function held(contactIds: string[]): Promise<Result<Held>> {
  const drafts = await desk.handlers.writing.drafts({})
  const refused = desk.hub.writes.list().filter((one) => one.state === 'refused').length
  return {
    ok: true,
    value: {
      online: desk.hub.client.link.state === 'online' && desk.hub.session.signedIn !== undefined,
      cursor: desk.hub.local.replica.cursor,
      waiting: desk.hub.outbox.waiting,
      returned: refused + (drafts.ok ? drafts.value.drafts.length : 0),
      ids: Object.fromEntries(contactIds.flatMap((id) => [[id, whole(id) ?? []]])),
    },
  }
}

process.on('message', async ({ id, area, method, input }: Told) => {
  const answer =
    area === 'soak'
      ? await held(input as string[])
      : await (
          desk.handlers as never as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
        )[area]?.[method]?.(input)
  process.send?.({ id, answer: answer ?? fail('NOT_FOUND') })
})
process.on('disconnect', () => process.exit(0))
await desk.start()
process.send?.({ id: 0, answer: 'ready' })
