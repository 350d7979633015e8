import type { AudioDevices } from '../../shared/ipc/contract.ts'
import type { EnginePayload } from '../../shared/ipc/engine-contract.ts'
import type { Device } from '../../shared/softphone/device-choice.ts'

export type Switched = EnginePayload<'switched'>

/** Chromium's stand-ins for whatever the system has chosen; here that is said by choosing none. */
const aliases = new Set(['', 'default', 'communications'])

/** What there is of a kind, and the name of the one that the system would take. Names need the microphone's permission. */
export async function whatIsThere(
  kind: 'audioinput' | 'audiooutput',
): Promise<{ there: Device[]; usual: string | undefined }> {
  const all = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === kind)
  const there = all
    .filter((device) => !aliases.has(device.deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }))
  const alias = all.find((device) => device.deviceId === 'default')?.label.replace(/^[^-]* - /, '')
  return { there, usual: alias || there[0]?.label }
}

/** What a role uses: a device that was chosen, or (without one) whatever the system takes; no label: nothing at all. */
export type Used = { device?: Device | undefined; label?: string | undefined }

/** Whether a change of device is worth a word, and which: the one in use went away, or a preferred one is back. */
export function switchOf(
  role: Switched['role'],
  before: Used,
  after: Used,
  there: readonly Device[],
): Switched | undefined {
  const chosen = before.device ?? after.device
  const same = chosen ? before.device?.id === after.device?.id : before.label === after.label
  if (same) return undefined
  const isThere = before.device
    ? there.some(({ id }) => id === before.device?.id)
    : there.some(({ label }) => label === before.label)
  const lost = before.label !== undefined && !isThere
  // The system was told to take another one: whoever told it knows.
  if (!chosen && !lost && before.label !== undefined) return undefined
  return {
    role,
    why: lost ? 'lost' : 'back',
    ...(before.label ? { from: before.label } : {}),
    ...(after.label ? { to: after.label } : {}),
  }
}

export async function listDevices(
  microphone: AudioDevices['microphone'],
  using: { [K in keyof AudioDevices['using']]: Device | undefined },
): Promise<AudioDevices> {
  const [inputs, outputs] = await Promise.all([whatIsThere('audioinput'), whatIsThere('audiooutput')])
  return {
    inputs: inputs.there,
    outputs: outputs.there,
    microphone,
    using: {
      ...(using.microphone ? { microphone: using.microphone } : {}),
      ...(using.speaker ? { speaker: using.speaker } : {}),
      ...(using.ringer ? { ringer: using.ringer } : {}),
    },
  }
}
