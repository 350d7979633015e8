import type { AudioDevices } from '../../shared/ipc/contract.ts'
import type { Microphone } from './microphone.ts'

/** Chromium's stand-ins for whatever the system has chosen; here that is said by choosing none. */
const aliases = new Set(['', 'default', 'communications'])

/** What there is to choose from. Names are empty until the microphone may be used. */
export async function listDevices(microphone: Microphone): Promise<AudioDevices> {
  const all = await navigator.mediaDevices.enumerateDevices()
  const of = (kind: MediaDeviceKind): AudioDevices['inputs'] =>
    all
      .filter((device) => device.kind === kind && !aliases.has(device.deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { inputs: of('audioinput'), outputs: of('audiooutput'), microphone: microphone.state() }
}

/** The browser's name of a microphone; of the system's own when no `id` is given. Empty until it may be used. */
export async function microphoneLabel(id: string | undefined): Promise<string | undefined> {
  const inputs = (await navigator.mediaDevices.enumerateDevices()).filter((d) => d.kind === 'audioinput')
  return (inputs.find((d) => d.deviceId === (id ?? 'default')) ?? inputs[0])?.label
}
