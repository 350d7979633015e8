import type { AudioDevices, Contract, Preferences } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { z } from '../../../shared/lib/schema.ts'
import type { EngineClient } from '../../media/engine-client.ts'
import type { SettingsStore } from '../../settings/settings.ts'

type Devices = z.infer<typeof AudioDevices>

export type DeviceParts = {
  engine: EngineClient
  settings: SettingsStore
  /** Gives the media window the devices of now. */
  prepare(): Promise<Devices>
  onPreferences(preferences: Preferences): void
}

const keyOf = { microphone: 'microphoneId', speaker: 'speakerId', ringer: 'ringerId' } as const
const TEST_RING_MS = 2000

export const devicesHandlers = (parts: DeviceParts): AreaHandlers<Contract['devices']> => {
  const { engine, settings, prepare, onPreferences } = parts
  return {
    async list() {
      return ok(await engine.devices())
    },
    async choose({ role, deviceId }) {
      const { [keyOf[role]]: _, ...rest } = settings.get().preferences
      const preferences = deviceId === undefined ? rest : { ...rest, [keyOf[role]]: deviceId }
      settings.update(() => ({ preferences }))
      onPreferences(preferences)
      const { microphone } = await prepare()
      if (role !== 'microphone' || microphone === 'ready' || microphone === 'unknown') return ok({})
      return fail(microphoneCodes[microphone])
    },
    async testRinger() {
      await engine.ring('call', true)
      setTimeout(() => void engine.ring('call', false).catch(() => undefined), TEST_RING_MS)
      return ok({})
    },
  }
}

export const microphoneCodes = { denied: 'MIC_DENIED', missing: 'MIC_MISSING', busy: 'MIC_BUSY' } as const
