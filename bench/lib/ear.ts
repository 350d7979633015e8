import type { Page } from '@playwright/test'
import type { CallerMedia } from './caller.ts'

const address = 'http://127.0.0.1:9/ear'
/** Above what a decoder makes of silence, full scale being 1. */
const audible = 0.003

const worklet = `registerProcessor('ear', class extends AudioWorkletProcessor {
  process(inputs) {
    const samples = inputs[0][0]
    if (samples && !this.told && samples.some((v) => Math.abs(v) > ${audible})) {
      this.told = true
      this.port.postMessage(Date.now())
    }
    return true
  }
})`

type Held = {
  context: AudioContext
  microphone: MediaStream
  pc?: RTCPeerConnection
  first?: Promise<number>
}
type EarWindow = { ear: Held }

/** A page that is the far end of a call: one bare peer connection, and a worklet that hears the first sound. */
export async function openEar(page: Page) {
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>ear</title>' }),
  )
  await page.goto(address)
  await page.evaluate(async (code) => {
    const context = new AudioContext()
    await context.resume()
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true })
    Object.assign(window, { ear: { context, microphone } })
  }, worklet)
  const media: CallerMedia = {
    offer: () =>
      page.evaluate(async () => {
        const { ear } = window as unknown as EarWindow
        const pc = new RTCPeerConnection()
        ear.pc = pc
        for (const track of ear.microphone.getTracks()) pc.addTrack(track, ear.microphone)
        ear.first = new Promise<number>((resolve) => {
          pc.ontrack = ({ track }) => {
            const stream = new MediaStream([track])
            // Chromium decodes only for somebody who plays it.
            const player = new Audio()
            player.muted = true
            player.srcObject = stream
            void player.play()
            const node = new AudioWorkletNode(ear.context, 'ear')
            node.port.onmessage = ({ data }) => resolve(data as number)
            new MediaStreamAudioSourceNode(ear.context, { mediaStream: stream }).connect(node)
          }
        })
        await pc.setLocalDescription(await pc.createOffer())
        while (pc.iceGatheringState !== 'complete')
          await new Promise((resolve) => {
            pc.onicegatheringstatechange = resolve
          })
        return pc.localDescription?.sdp ?? ''
      }),
    answer: (sdp) =>
      page.evaluate(async (answer) => {
        const { pc } = (window as unknown as EarWindow).ear
        await pc?.setRemoteDescription({ type: 'answer', sdp: answer })
      }, sdp),
  }
  return {
    media,
    /** Milliseconds from what `begin` says to the first sound of this call that had been decoded here. */
    async firstSoundAfter(begin: () => Promise<number>): Promise<number> {
      const from = await begin()
      const at = await page.evaluate(() => {
        const { first } = (window as unknown as EarWindow).ear
        const late = new Promise<never>((_, reject) =>
          setTimeout(() => reject(new Error('no sound')), 15_000),
        )
        return Promise.race([first ?? late, late])
      })
      return at - from
    },
    close: (): Promise<void> => page.evaluate(() => (window as unknown as EarWindow).ear.pc?.close()),
  }
}
