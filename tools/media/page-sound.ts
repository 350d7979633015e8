import type { Page } from '@playwright/test'

/**
 * What a test needs of a media window beyond its contract: to hear what comes out of its headset and its ringer, to
 * unplug devices, and to let the microphone hear the headset. It works at the browser's own interfaces, so that the
 * window itself knows nothing of it.
 */
export type PageSound = {
  /** What was played there from now on for so long; mono, 48 kHz. Nothing at all while the context stands still. */
  heard(where: 'headset' | 'ringer', seconds: number): Promise<Float32Array>
  /** Pulls devices out by the words of their name, as a hand does: tracks end, and the page is told of the change. */
  unplug(...labels: string[]): Promise<void>
  plug(...labels: string[]): Promise<void>
  /** Microphones that are opened from now on hear the headset too: so loud (0 to 1), so late. */
  loop(gain: number, delayMs: number): Promise<void>
}

type Hooks = {
  heard(where: string, seconds: number): Promise<string>
  setPlugged(labels: string[], on: boolean): void
  loop: { gain: number; delayMs: number }
}
type Hooked = { pageSound: Hooks }

/** To be called before the page loads. */
export async function watchPageSound(page: Page): Promise<PageSound> {
  await page.addInitScript(hook)
  const setPlugged = (labels: string[], on: boolean) =>
    page.evaluate(([names, plugged]) => (window as never as Hooked).pageSound.setPlugged(names, plugged), [
      labels,
      on,
    ] as const)
  return {
    async heard(where, seconds) {
      const base64 = await page.evaluate(
        ([place, long]) => (window as never as Hooked).pageSound.heard(place, long),
        [where, seconds] as const,
      )
      const bytes = Buffer.from(base64, 'base64')
      return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    },
    unplug: (...labels) => setPlugged(labels, false),
    plug: (...labels) => setPlugged(labels, true),
    loop: (gain, delayMs) =>
      page.evaluate(
        (loop) => {
          ;(window as never as Hooked).pageSound.loop = loop
        },
        { gain, delayMs },
      ),
  }
}

/** Runs in the page, before anything of its own. */
function hook(): void {
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...to: unknown[]) => AudioNode
  // Whatever plays through a worklet is the headset: the limiter sits there. The ringer has none.
  const buses = new Map<string, GainNode>()
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    const [target] = to
    if (target instanceof AudioDestinationNode && !(this instanceof ScriptProcessorNode)) {
      const place = this instanceof AudioWorkletNode ? 'headset' : 'ringer'
      const bus = buses.get(place) ?? new GainNode(target.context)
      buses.set(place, bus)
      connect.call(this, bus)
    }
    return connect.call(this, ...to)
  } as AudioNode['connect']

  const unplugged = new Set<string>()
  const isThere = (label: string) => ![...unplugged].some((one) => label.includes(one))
  const media = navigator.mediaDevices
  const enumerate = media.enumerateDevices.bind(media)
  const getUserMedia = media.getUserMedia.bind(media)
  const tracks = new Map<MediaStreamTrack, string>()
  const clone = MediaStreamTrack.prototype.clone
  MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
    const copy = clone.call(this)
    const label = tracks.get(this)
    for (const track of tracks.keys()) if (track.readyState === 'ended') tracks.delete(track)
    if (label !== undefined) tracks.set(copy, label)
    return copy
  }
  media.enumerateDevices = async () => (await enumerate()).filter((device) => isThere(device.label))
  media.getUserMedia = async (constraints) => {
    const audio = typeof constraints?.audio === 'object' ? constraints.audio : {}
    const wanted = (audio.deviceId as { exact?: string } | undefined)?.exact
    const inputs = (await enumerate()).filter((d) => d.kind === 'audioinput' && isThere(d.label))
    if (inputs.length === 0 && unplugged.size) throw new DOMException('none', 'NotFoundError')
    const device = wanted
      ? inputs.find((d) => d.deviceId === wanted)
      : inputs.find((d) => d.deviceId !== 'default')
    if (wanted && !device) throw new DOMException('gone', 'OverconstrainedError')
    const stream = await getUserMedia(
      !wanted && unplugged.size && device
        ? { audio: { ...audio, deviceId: { exact: device.deviceId } } }
        : constraints,
    )
    for (const track of stream.getAudioTracks()) tracks.set(track, device?.label ?? '')
    const headset = buses.get('headset')
    if (pageSound.loop.gain === 0 || !headset) return stream
    const { context } = headset
    const heard = new MediaStreamAudioDestinationNode(context as AudioContext, { channelCount: 1 })
    connect.call(new MediaStreamAudioSourceNode(context as AudioContext, { mediaStream: stream }), heard)
    const delay = new DelayNode(context, { delayTime: pageSound.loop.delayMs / 1000, maxDelayTime: 1 })
    const gain = new GainNode(context, { gain: pageSound.loop.gain })
    connect.call(headset, delay)
    connect.call(delay, gain)
    connect.call(gain, heard)
    return heard.stream
  }

  const pageSound: Hooks = {
    loop: { gain: 0, delayMs: 0 },
    setPlugged(labels, on) {
      for (const label of labels) on ? unplugged.delete(label) : unplugged.add(label)
      for (const [track, label] of tracks) {
        if (isThere(label) || track.readyState === 'ended') continue
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
      media.dispatchEvent(new Event('devicechange'))
    },
    heard(where, seconds) {
      const bus = buses.get(where)
      if (!bus) return Promise.resolve('')
      const context = bus.context as AudioContext
      const script = context.createScriptProcessor(4096, 1, 1)
      const parts: Float32Array[] = []
      script.onaudioprocess = ({ inputBuffer }) => parts.push(inputBuffer.getChannelData(0).slice())
      connect.call(bus, script)
      connect.call(script, context.destination)
      return new Promise((resolve) => {
        setTimeout(() => {
          bus.disconnect(script)
          script.disconnect()
          const bytes = new Uint8Array(parts.length * 4096 * 4)
          parts.forEach((part, i) => void bytes.set(new Uint8Array(part.buffer), i * 4096 * 4))
          let text = ''
          for (let i = 0; i < bytes.length; i += 8192)
            text += String.fromCharCode(...bytes.subarray(i, i + 8192))
          resolve(btoa(text))
        }, seconds * 1000)
      })
    },
  }
  Object.assign(window, { pageSound })
}
