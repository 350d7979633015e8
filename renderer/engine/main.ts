import { type AudioDevices, defaultSound, type SoundSettings } from '../../shared/ipc/contract.ts'
import type { EngineBridge } from '../../shared/ipc/engine-wire.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { createCalls } from './calls.ts'
import { listDevices } from './devices.ts'
import { createHeadsets } from './headset/headsets.ts'
import type { Hid } from './headset/hid.ts'
import { createHoldSound } from './hold-sound.ts'
import { createMicMeter } from './mic-meter.ts'
import { createMicrophone, type Processing } from './microphone.ts'
import { createProbe } from './probe.ts'
import { createRinger } from './ringer.ts'
import { serve, type Tell } from './serve.ts'
import { createSound } from './sound.ts'
import { createSupervision } from './supervision.ts'
import { createVoiceNote } from './voice-note.ts'
import { createVoiceTest } from './voice-test.ts'

declare global {
  interface Window {
    engine: EngineBridge
  }
}

const bridge = window.engine
const tell: Tell = (name, payload) => bridge.tell(name, payload)
const trouble = (error: unknown): void => {
  const code: ErrorCode = error instanceof CodedError ? error.code : 'UNKNOWN'
  tell('trouble', { code })
}

const sound = createSound((heard) => tell('ear', heard))
const ringer = createRinger(sound)
const holdSound = createHoldSound(sound.context)
let settings: Pick<SoundSettings, 'gainDb' | 'devices'> & Processing = defaultSound

const microphone = createMicrophone(sound.context, {
  change() {
    calls.takeMicrophone()
    supervise.takeMicrophone()
  },
  lost: () => {
    // Another microphone takes over, if there is one; the calls go on without a voice until then.
    void followDevices().then(() => microphone.state() === 'ready' || calls.loseMicrophone())
  },
})
const probe = createProbe(
  sound,
  () => microphone.using()?.id,
  (level) => tell('microphone', { level }),
)
const headsets = createHeadsets({
  hid: (navigator as { hid?: Hid }).hid,
  tell,
  microphone: async () => microphone.label(),
})
const calls = createCalls({
  sound,
  microphone,
  holdSound,
  gainDb: () => settings.gainDb,
  tell,
  onEnd: (callId) => supervise.callEnded(callId),
})
const supervise = createSupervision({ sound, microphone, callOf: calls.soundOf, tell })
const micMeter = createMicMeter(sound, microphone.tap, (level) => tell('microphone', { level }))
const voiceNote = createVoiceNote(sound, microphone, (level) => tell('microphone', { level }))
const voiceTest = createVoiceTest(sound, microphone, (phase) => tell('voiceTest', { phase }))

const devices = (): Promise<AudioDevices> =>
  listDevices(microphone.state(), {
    microphone: microphone.using(),
    speaker: sound.sink.using(),
    ringer: ringer.sink.using(),
  })

/** Devices came or went: each role moves to what it prefers of those that are there, and what moved is told. */
function followDevices(): Promise<void> {
  // A microphone that is pulled out is told twice: by its track and by the system.
  following = following.then(moveDevices).catch(trouble)
  return following
}
let following: Promise<void> = Promise.resolve()

async function moveDevices(): Promise<void> {
  const moves = [
    sound.sink.refresh(),
    ringer.sink.refresh(),
    microphone.refresh().catch((error: unknown) => void trouble(error)),
  ]
  for (const switched of await Promise.all(moves)) if (switched) tell('switched', switched)
  tell('devices', await devices())
  await headsets.microphoneChanged()
}
navigator.mediaDevices.addEventListener('devicechange', () => void followDevices())

serve(bridge, {
  ...calls.handlers,
  ...supervise.handlers,
  async prepare({ ringVolume, sound: wanted, holdFile }) {
    const gainBefore = settings.gainDb
    settings = wanted ?? defaultSound
    ringer.volume(ringVolume)
    // First of all: calls that this window takes over at its start wait for it. What stands in the way is in the
    // answer's `microphone`, and said aloud; the rest works without it.
    const preferred = microphone.prefer(settings.devices.microphone, settings).catch(trouble)
    await sound.open()
    await Promise.all([
      preferred,
      sound.sink.prefer(settings.devices.speaker),
      ringer.sink.prefer(settings.devices.ringer),
      holdSound.choose(wanted?.hold ?? 'silence', holdFile).catch(trouble),
    ])
    void headsets.microphoneChanged()
    if (settings.gainDb !== gainBefore) calls.takeMicrophone()
    return devices()
  },
  async ring({ on, kind, gain }) {
    await ringer.ring(kind, on, gain)
    return {}
  },
  devices,
  headsets: ({ use }) => headsets.use(use),
  async headsetPhone(state) {
    headsets.phone(state)
    return {}
  },
  async meter({ on }) {
    await sound.open()
    if (on) await microphone.open()
    micMeter.set(on)
    return {}
  },
  async testVoice() {
    await sound.open()
    await microphone.open()
    voiceTest.start()
    return {}
  },
  async voiceNote({ on }) {
    if (!on) return voiceNote.stop()
    await sound.open()
    await voiceNote.start()
    return { ms: 0, peaks: [] }
  },
  async probeMicrophone({ ms }) {
    await sound.open()
    return { peaks: await probe.listen(ms) }
  },
  async probeEcho() {
    await sound.open()
    const echo = await probe.echo()
    return echo ? { echo } : {}
  },
  async stopProbe() {
    probe.stop()
    return {}
  },
  ping: async () => ({}),
})

tell('ready', {})
