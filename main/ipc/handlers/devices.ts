import type { AudioDevices, Contract, Preferences, SoundDay } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { EngineClient } from '../../media/engine-client.ts'
import type { PreflightRunner } from '../../media/preflight.ts'
import type { SettingsStore } from '../../settings/settings.ts'

export type DeviceParts = {
  engine: EngineClient
  settings: SettingsStore
  /** Gives the media window the sound settings of now. */
  prepare(): Promise<AudioDevices>
  onPreferences(preferences: Preferences): void
  preflight: PreflightRunner
  /** What the ear of whoever is signed in got today. */
  day(): SoundDay
}

const TEST_RING_MS = 2000

export const devicesHandlers = (parts: DeviceParts): AreaHandlers<Contract['devices']> => {
  const { engine, settings, prepare, onPreferences, preflight, day } = parts
  return {
    async list() {
      return ok(await engine.devices())
    },
    async prefer({ role, order }) {
      const { preferences: before } = settings.get()
      const sound = { ...before.sound, devices: { ...before.sound.devices, [role]: order } }
      const { preferences } = settings.update(() => ({ preferences: { ...before, sound } }))
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
    async testVoice() {
      await engine.request('testVoice', {})
      return ok({})
    },
    async meter({ on }) {
      await engine.request('meter', { on })
      return ok({})
    },
    startPreflight: async () => preflight.start(),
    async stopPreflight() {
      preflight.stop()
      return ok({})
    },
    day: async () => ok(day()),
  }
}

export const microphoneCodes = { denied: 'MIC_DENIED', missing: 'MIC_MISSING', busy: 'MIC_BUSY' } as const
