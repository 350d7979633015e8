import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { createEngineClient, type EngineClient } from '../../main/media/engine-client.ts'
import type { EnginePayload } from '../../shared/ipc/engine-contract.ts'
import { engineChannels } from '../../shared/ipc/engine-wire.ts'
import { findChromium } from '../electron-host/runtime.mjs'
import { type Ears, earsOf, tapHeadset } from './ears.ts'
import { type PageSound, watchPageSound } from './page-sound.ts'
import { serveFolder } from './static-server.ts'
import { type Tone, toneWav } from './tones.ts'

/** A real media window in a Chromium of its own, whose microphone hears a tone, asked through main's own client. */
export type LabEngine = {
  engine: EngineClient
  page: Page
  sound: PageSound
  /** What the window told of a call's recording so far. */
  chunks(callId: string): EnginePayload<'chunk'>[]
  /** Those chunks as one WebM file. */
  webm(callId: string): Uint8Array
  close(): Promise<void>
}

export type EngineLab = {
  /** Folder that is thrown away at the end; `url` serves it. */
  folder: string
  url: string
  open(
    hz: number,
    options?: { microphone?: 'granted' | 'denied' | 'none'; tone?: Partial<Tone> },
  ): Promise<LabEngine & Ears>
  close(): Promise<void>
}

/** Builds the media window once, as the product does, and serves it under the product's CSP. */
export async function startEngineLab(): Promise<EngineLab> {
  const root = join(import.meta.dirname, '../..')
  const folder = await mkdtemp(join(tmpdir(), 'engine-lab-'))
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'renderer'),
    base: './',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: join(root, 'renderer/engine.html') },
    },
  })
  const server = await serveFolder(folder)
  const engines: LabEngine[] = []
  return {
    folder,
    url: server.url,
    async open(hz, { microphone = 'granted', tone = {} } = {}) {
      const wav = join(folder, `tone-${hz}-${Object.values(tone).join('-')}.wav`)
      await toneWav(wav, hz, 12, tone)
      const browser = await launchChromium([
        ...(microphone === 'none' ? [] : ['--use-fake-device-for-media-stream']),
        `--use-file-for-fake-audio-capture=${wav}`,
      ])
      const engine = await openEngine(browser, server.url, microphone === 'denied')
      engines.push(engine)
      return { ...engine, ...earsOf(engine.page) }
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()))
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A headless Chromium that lets two of its kind talk over loopback. */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium was found. Install one or set CHROMIUM_PATH.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      ...args,
    ],
  })
}

type Bytes = { bytes64: string }

async function openEngine(browser: Browser, url: string, denied: boolean): Promise<LabEngine> {
  const context = await browser.newContext()
  // The list is the whole of what is allowed: an empty one denies the microphone.
  await context.grantPermissions(denied ? [] : ['microphone'], { origin: url })
  const page = await context.newPage()
  await tapHeadset(page)
  const sound = await watchPageSound(page)
  const listeners = new Map<string, (payload: unknown) => void>()
  const chunks = new Map<string, EnginePayload<'chunk'>[]>()

  await page.exposeFunction('toMain', (channel: string, json: string) => {
    const payload: unknown = JSON.parse(json, (_key, value: unknown) =>
      isBytes(value) ? new Uint8Array(Buffer.from(value.bytes64, 'base64')) : value,
    )
    listeners.get(channel)?.(payload)
  })
  // The same face that preload/engine.ts makes, over another wire.
  await page.addInitScript((channels) => {
    const w = window as unknown as {
      toMain(channel: string, json: string): void
      fromMain(ask: unknown): void
      engine: unknown
    }
    const send = (channel: string, payload: unknown) =>
      w.toMain(
        channel,
        JSON.stringify(payload, (_key, value: unknown) =>
          value instanceof Uint8Array ? { bytes64: btoa(String.fromCharCode(...value)) } : value,
        ),
      )
    w.engine = {
      onAsk: (listener: (ask: unknown) => void) => {
        w.fromMain = listener
      },
      answer: (id: number, result: unknown) => send(channels.answer, { id, result }),
      tell: (name: string, payload: unknown) => send(channels.tell, { name, payload }),
    }
  }, engineChannels)

  const engine = createEngineClient(
    {
      send: (_channel, ask) =>
        void page
          .evaluate((asked) => (window as unknown as { fromMain(ask: unknown): void }).fromMain(asked), ask)
          .catch(() => undefined),
      onMessage(channel, listener) {
        listeners.set(channel, listener)
        return () => void listeners.delete(channel)
      },
    },
    { heartbeatMs: 0 },
  )
  engine.on('chunk', (chunk) => void chunks.set(chunk.callId, [...(chunks.get(chunk.callId) ?? []), chunk]))
  const ready = new Promise<void>((resolve) => {
    const stop = engine.on('ready', () => {
      stop()
      resolve()
    })
  })
  await page.goto(`${url}/engine.html`)
  await ready

  return {
    engine,
    page,
    sound,
    chunks: (callId) => chunks.get(callId) ?? [],
    webm: (callId) => new Uint8Array(Buffer.concat((chunks.get(callId) ?? []).map((chunk) => chunk.data))),
    async close() {
      engine.dispose()
      await browser.close()
    },
  }
}

const isBytes = (value: unknown): value is Bytes =>
  typeof value === 'object' && value !== null && 'bytes64' in value && typeof value.bytes64 === 'string'

/** Lets `caller` and `answerer` speak with each other, as two SIP stacks would: offer, answer, each with its candidates. */
export async function connect(
  caller: EngineClient,
  answerer: EngineClient,
  ids: { mediaId: string; callId: string },
): Promise<void> {
  const { mediaId, callId } = ids
  await caller.create(mediaId, { callId })
  await answerer.create(mediaId, { callId })
  const connected = [caller, answerer].map((engine) => untilState(engine, mediaId, 'connected'))
  await negotiate(caller, answerer, mediaId)
  await Promise.all(connected)
}

/** One offer and answer; `hold` is what the offering side wants. */
export async function negotiate(
  caller: EngineClient,
  answerer: EngineClient,
  mediaId: string,
  { hold = false, iceRestart = false } = {},
): Promise<{ offer: string; answer: string }> {
  const offer = await caller.getDescription(mediaId, { hold, iceRestart })
  await answerer.setDescription(mediaId, offer.sdp)
  const answer = await answerer.getDescription(mediaId, { hold: false, iceRestart: false })
  await caller.setDescription(mediaId, answer.sdp)
  return { offer: offer.sdp, answer: answer.sdp }
}

export function untilState(
  engine: EngineClient,
  mediaId: string,
  state: EnginePayload<'state'>['state'],
): Promise<void> {
  return new Promise((resolve) => {
    const stop = engine.on('state', (told) => {
      if (told.mediaId !== mediaId || told.state !== state) return
      stop()
      resolve()
    })
  })
}
