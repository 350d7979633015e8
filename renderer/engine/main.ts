import type { AudioDevices } from '../../shared/ipc/contract.ts'
import type { EngineBridge } from '../../shared/ipc/engine-wire.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { createCalls } from './calls.ts'
import { listDevices, microphoneLabel } from './devices.ts'
import { createHeadsets } from './headset/headsets.ts'
import type { Hid } from './headset/hid.ts'
import { createMicrophone } from './microphone.ts'
import { createRinger } from './ringer.ts'
import { serve, type Tell } from './serve.ts'
import { createSound } from './sound.ts'

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

const sound = createSound()
const ringer = createRinger(sound)
const microphone = createMicrophone({
  change: () => calls.takeMicrophone(),
  lost: () => {
    // Another microphone takes over, if there is one; the calls go on without a voice until then.
    microphone.open().catch(trouble)
  },
})
const calls = createCalls({ sound, microphone, tell })
const headsets = createHeadsets({
  hid: (navigator as { hid?: Hid }).hid,
  tell,
  microphone: () => microphoneLabel(wantedMicrophone),
})
const devices = (): Promise<AudioDevices> => listDevices(microphone)

let wantedMicrophone: string | undefined

navigator.mediaDevices.addEventListener('devicechange', async () => {
  await Promise.all([sound.sink.refresh(), ringer.sink.refresh()])
  await microphone.choose(wantedMicrophone).catch(trouble)
  tell('devices', await devices())
  await headsets.microphoneChanged()
})

serve(bridge, {
  ...calls.handlers,
  async prepare({ microphoneId, speakerId, ringerId, ringVolume }) {
    ringer.volume(ringVolume)
    wantedMicrophone = microphoneId
    await sound.open()
    await Promise.all([
      sound.sink.choose(speakerId),
      ringer.sink.choose(ringerId),
      // What stands in the way is in the answer's `microphone`, and said aloud; the rest works without it.
      microphone.choose(microphoneId).catch(trouble),
    ])
    void headsets.microphoneChanged()
    return devices()
  },
  async ring({ on, kind }) {
    await ringer.ring(kind, on)
    return {}
  },
  devices,
  headsets: ({ use }) => headsets.use(use),
  async headsetPhone(state) {
    headsets.phone(state)
    return {}
  },
  ping: async () => ({}),
})

tell('ready', {})
