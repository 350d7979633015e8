import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { toneWav } from '../../tools/media/tones.ts'

const root = join(import.meta.dirname, '../..')

export type ConsoleOptions = {
  /** The demo company, or an empty hub of one's own. */
  data?: 'demo' | 'own'
  language?: 'ru' | 'pl' | 'en'
  /** The demo operator who is signed in. */
  as?: string
  /** Hertz that the operator's microphone speaks. */
  tone?: number
  /** A profile to go on with; a fresh one is made and thrown away when left out. */
  profile?: string
  env?: Record<string, string>
  args?: string[]
}

/** One running console: its windows, the links that it printed, and what it said in the terminal. */
export type Console = {
  app: ElectronApplication
  page: Page
  profile: string
  output(): string
  link(name: 'shop' | 'phone' | 'health'): Promise<string>
  hub(): Promise<string>
  /** The hub's own account of itself. */
  health(): Promise<Health>
  close(): Promise<void>
}
export type Health = { ok: boolean; position: number; pid?: number; switch?: { url?: string; pid?: number } }

export async function openConsole(options: ConsoleOptions = {}): Promise<Console> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'kommutator-console-')))
  const voice = join(profile, 'voice.wav')
  await toneWav(voice, options.tone ?? 440, 8)
  const app = await _electron.launch({
    cwd: root,
    args: [
      '.',
      `--user-data-dir=${profile}`,
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${voice}`,
      '--allow-loopback-in-peer-connection',
      ...(options.args ?? []),
    ],
    env: {
      ...(process.env as Record<string, string>),
      KOMMUTATOR_HUB_PORT: '0',
      KOMMUTATOR_SWITCH_PORT: '0',
      KOMMUTATOR_LIVE: 'off',
      KOMMUTATOR_UNDO: '0',
      KOMMUTATOR_TERMINAL: '1',
      KOMMUTATOR_DATA: options.data ?? 'demo',
      KOMMUTATOR_LANGUAGE: options.language ?? 'en',
      ...(options.as ? { KOMMUTATOR_AS: options.as } : {}),
      ...options.env,
    },
  })
  let output = ''
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', (chunk) => {
      output += chunk
    })
  const page = await operatorWindow(app)
  const link = async (name: 'shop' | 'phone' | 'health') => {
    const pattern = new RegExp(`${name}[^\\n]*?(https?://\\S+)`, 'i')
    for (let i = 0; i < 300; i++) {
      const found = pattern.exec(output)?.[1]
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`no ${name} link in:\n${output}`)
  }
  const hub = async () => new URL(await link('health')).origin
  return {
    app,
    page,
    profile,
    output: () => output,
    link,
    hub,
    async health() {
      const answer = await fetch(await link('health'), { headers: { accept: 'application/json' } })
      return (await answer.json()) as Health
    },
    async close() {
      await hangUpAll(page)
      await app.close()
      if (!options.profile)
        await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

/** In a call the console asks before it quits, and a test that failed has nobody to answer. */
async function hangUpAll(page: Page): Promise<void> {
  await page
    .evaluate(async () => {
      const { operator } = window as unknown as { operator: Client }
      const answer = await operator.softphone.calls({})
      if (answer.ok) for (const { callId } of answer.value.calls) await operator.softphone.hangup({ callId })
    })
    .catch(() => undefined)
}

/** The window with the desk: neither a blank one that is still loading nor the media window. */
async function operatorWindow(app: ElectronApplication): Promise<Page> {
  for (let i = 0; i < 600; i++) {
    for (const page of app.windows())
      if (/\/index\.html|\/$/.test(new URL(page.url()).pathname) && !page.url().startsWith('about:'))
        return page
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the console opened no window')
}
