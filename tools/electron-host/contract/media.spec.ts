import { expect, type Page, test } from '@playwright/test'
import { fakeMicrophone, firstPage, type Launched, launch, openPage } from './fixture.ts'

let running: Launched
let page: Page
test.beforeAll(async () => {
  running = await launch(fakeMicrophone(1000))
  page = await firstPage(running.app)
})
test.afterAll(() => running?.close())

const allow = (allowed: boolean) =>
  running.app.evaluate((_electron, value) => {
    globalThis.contract.allowMedia = value
  }, allowed)

/** The strongest frequency of the microphone, in hertz. */
const microphoneTone = (from: Page) =>
  from.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    })
    const context = new AudioContext()
    const analyser = new AnalyserNode(context, { fftSize: 8192 })
    context.createMediaStreamSource(stream).connect(analyser)
    const bins = new Float32Array(analyser.frequencyBinCount)
    await new Promise((resolve) => setTimeout(resolve, 700))
    analyser.getFloatFrequencyData(bins)
    for (const track of stream.getTracks()) track.stop()
    const peak = bins.indexOf(Math.max(...bins))
    await context.close()
    return (peak * context.sampleRate) / analyser.fftSize
  })

test('a page that is allowed to hears the microphone', async () => {
  const tone = await microphoneTone(page)
  expect(Math.abs(tone - 1000)).toBeLessThan(20)
  const asked = await running.app.evaluate(() => globalThis.contract.permissions)
  expect(asked).toContainEqual({ permission: 'media', contents: 1, types: ['audio'] })
})

test('a page that is denied the microphone gets NotAllowedError, and may ask again', async () => {
  await allow(false)
  const name = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    ),
  )
  expect(name).toBe('NotAllowedError')
  await allow(true)
  expect(
    await page.evaluate(async () => (await navigator.mediaDevices.getUserMedia({ audio: true })).active),
  ).toBe(true)
})

test('devices have names', async () => {
  const labels = await page.evaluate(async () =>
    (await navigator.mediaDevices.enumerateDevices())
      .filter(({ kind }) => kind === 'audioinput')
      .map(({ label }) => label),
  )
  expect(labels.length).toBeGreaterThan(0)
  expect(labels.every(Boolean)).toBe(true)
})

test('a hidden window hears the microphone', async () => {
  const hidden = await openPage(running.app, { show: false })
  expect(Math.abs((await microphoneTone(hidden.page)) - 1000)).toBeLessThan(20)
  await hidden.page.close()
})

test('a window of another partition follows the handlers of its own session', async () => {
  const other = await openPage(running.app, { webPreferences: { partition: 'other' } })
  const name = await other.page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    ),
  )
  expect(name).toBe('NotAllowedError')
  await other.page.close()
  expect(
    await page.evaluate(async () => (await navigator.mediaDevices.getUserMedia({ audio: true })).active),
  ).toBe(true)
})

test('two windows talk over a peer connection, one of them hidden', async () => {
  const speaker = await openPage(running.app, { show: false })
  const heard = page.evaluate(async () => {
    const peer = new RTCPeerConnection()
    peer.onicecandidate = ({ candidate }) =>
      window.api.send('relay', { candidate: candidate?.toJSON() ?? null })
    const track = new Promise<MediaStreamTrack>((resolve) => {
      peer.ontrack = (event) => resolve(event.track)
    })
    for (;;) {
      const [message] = (await window.api.next('relayed')) as [{ offer?: RTCSessionDescriptionInit }]
      if (!message.offer) continue
      await peer.setRemoteDescription(message.offer)
      await peer.setLocalDescription()
      window.api.send('relay', { answer: peer.localDescription!.toJSON() })
      break
    }
    const stream = new MediaStream([await track])
    // Without an element that plays it Chromium decodes nothing of a remote stream.
    const sink = Object.assign(new Audio(), { srcObject: stream, muted: true })
    await sink.play()
    const context = new AudioContext()
    const analyser = new AnalyserNode(context, { fftSize: 8192 })
    context.createMediaStreamSource(stream).connect(analyser)
    const bins = new Float32Array(analyser.frequencyBinCount)
    await new Promise((resolve) => setTimeout(resolve, 2500))
    analyser.getFloatFrequencyData(bins)
    const peak = Math.max(...bins)
    return {
      hertz: (bins.indexOf(peak) * context.sampleRate) / analyser.fftSize,
      decibels: peak,
      state: peer.connectionState,
    }
  })
  await speaker.page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    })
    const peer = new RTCPeerConnection()
    for (const track of stream.getTracks()) peer.addTrack(track, stream)
    const gathered = new Promise<void>((resolve) => {
      peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve()
    })
    await peer.setLocalDescription()
    await gathered
    const answered = (async () => {
      for (;;) {
        const [message] = (await window.api.next('relayed')) as [
          { answer?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit },
        ]
        if (message.answer) await peer.setRemoteDescription(message.answer)
        if (message.candidate) await peer.addIceCandidate(message.candidate)
      }
    })()
    answered.catch(() => undefined)
    window.api.send('relay', { offer: peer.localDescription!.toJSON() })
  })
  const { hertz, decibels, state } = await heard
  expect(state).toBe('connected')
  expect(Math.abs(hertz - 1000)).toBeLessThan(25)
  expect(decibels).toBeGreaterThan(-60)
  await speaker.page.close()
})
