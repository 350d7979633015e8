import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../tools/electron-host/runtime.mjs'
import { toneWav } from '../../tools/media/tones.ts'

/** The customer's own browser: a second, ordinary Chromium with a microphone that speaks a tone. */
export type Customer = {
  context: BrowserContext
  page: Page
  open(url: string): Promise<Page>
  close(): Promise<void>
}

export type CustomerOptions = {
  tone?: number
  microphone?: 'granted' | 'denied'
  viewport?: { width: number; height: number }
}

export async function openCustomer(options: CustomerOptions = {}): Promise<Customer> {
  const folder = await mkdtemp(join(tmpdir(), 'kommutator-customer-'))
  const voice = join(folder, 'voice.wav')
  await toneWav(voice, options.tone ?? 1000, 8)
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium for the customer')
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath,
    headless: true,
    viewport: options.viewport ?? { width: 1280, height: 800 },
    permissions: options.microphone === 'denied' ? [] : ['microphone'],
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${voice}`,
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
    ],
  })
  await context.addInitScript(keepRemoteTracks)
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    context,
    page,
    async open(url) {
      await page.goto(url)
      return page
    },
    async close() {
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Runs in the page before anything else: keeps what the far side sends, so that it can be measured after the decoder. */
function keepRemoteTracks() {
  const Native = window.RTCPeerConnection
  if (!Native) return
  const heard: MediaStreamTrack[] = []
  Object.assign(window, { heardTracks: heard })
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      this.addEventListener('track', (event) => heard.push(event.track))
    }
  }
}

/** What this page hears from the other side just now, as samples: about two thirds of a second, after the decoder. */
export async function listen(page: Page): Promise<{ samples: Float32Array; rate: number }> {
  const { data, rate } = await page.evaluate(async () => {
    const held = window as unknown as {
      heardTracks: MediaStreamTrack[]
      ear?: { context: AudioContext; track: MediaStreamTrack; analyser: AnalyserNode }
    }
    const track = held.heardTracks.filter((t) => t.readyState === 'live').at(-1)
    if (!track) throw new Error('nothing is being received')
    if (held.ear?.track !== track) {
      await held.ear?.context.close()
      const context = new AudioContext()
      const analyser = context.createAnalyser()
      analyser.fftSize = 32768
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
      await context.resume()
      held.ear = { context, track, analyser }
    }
    const { analyser, context } = held.ear
    await new Promise((resolve) => setTimeout(resolve, 900))
    const samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(samples)
    return { data: Array.from(samples), rate: context.sampleRate }
  })
  return { samples: Float32Array.from(data), rate }
}
