import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { AudioDevices, Preferences, SoundDay } from '../../shared/ipc/contract.ts'
import type { Publish } from '../../shared/ipc/derive.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { type Call, isLive } from '../../shared/softphone/call.ts'
import { noDose, soundDay } from '../../shared/softphone/sound-day.ts'
import type { Logger } from '../log/logger.ts'
import type { SettingsStore } from '../settings/settings.ts'
import type { SipAccount, SipStack } from '../softphone/sip-stack-types.ts'
import { createEarDay } from './ear-day.ts'
import { measureEchoCall } from './echo-call.ts'
import type { EngineClient, EngineEvents } from './engine-client.ts'
import { readHoldFile } from './hold-file.ts'
import { createStationPing, type StationPing } from './ping-station.ts'
import { createPreflight, type PreflightRunner } from './preflight.ts'

export type ConsoleSoundParts = {
  engine: EngineClient
  settings: SettingsStore
  userData: string
  onDevices(devices: AudioDevices): void
  onSwitched(switched: EngineEvents['switched']): void
  publish: Publish
  log: Logger
  calls(): Call[]
  lineState(): string
  /** The account of the main line; undefined while it has none. */
  account(): Promise<SipAccount | undefined>
  stack(account: SipAccount): SipStack | undefined
  /** One round trip to the hub, milliseconds; undefined when it is away. */
  pingHub(): Promise<number | undefined>
  clockOffset(): number
  operatorId(): string | undefined
}

export type ConsoleSound = {
  /** Gives the media window the sound settings of now, and tells the window what came of it. */
  prepare(): Promise<AudioDevices>
  preferencesChanged(preferences: Preferences): void
  /** A pre-flight makes way for a call at once. */
  onCalls(calls: Call[]): void
  preflight: PreflightRunner
  day(): SoundDay
  stop(): void
}

/** The sound of the phone as main sees it: settings, devices, the loudness of the day, and the pre-flight. */
export function createConsoleSound(parts: ConsoleSoundParts): ConsoleSound {
  const { engine, settings, publish, log } = parts
  const earDay = createEarDay(join(parts.userData, 'sound-day.json'))

  engine.on('devices', parts.onDevices)
  engine.on('switched', (switched) => {
    log.info('device switched', { role: switched.role, why: switched.why })
    parts.onSwitched(switched)
  })
  engine.on('microphone', ({ level }) => publish('devices', 'level', { microphone: level }))
  engine.on('voiceTest', (phase) => publish('devices', 'voiceTest', phase))
  engine.on('ear', ({ seconds, meanSquare }) => {
    const operatorId = parts.operatorId()
    if (operatorId) earDay.add(operatorId, seconds, meanSquare)
  })

  const prepare = async (): Promise<AudioDevices> => {
    const { sound, ringVolume } = settings.get().preferences
    const holdFile = sound.hold === 'file' ? await readHoldFile(sound.holdFile) : undefined
    const devices = await engine.prepare({ ringVolume, sound, ...(holdFile ? { holdFile } : {}) })
    parts.onDevices(devices)
    return devices
  }

  const soundOf = ({ ringVolume, sound }: Preferences): string => JSON.stringify({ ringVolume, sound })
  let prepared = soundOf(settings.get().preferences)

  let station: Promise<StationPing> | undefined
  const closeStation = (): void => {
    station?.then((ping) => ping.close()).catch(() => undefined)
    station = undefined
  }
  const openStation = async (): Promise<StationPing> => {
    const account = await parts.account()
    if (!account) throw new CodedError('LINE_OFF')
    return createStationPing(account)
  }

  const preflight = createPreflight({
    engine,
    inCall: () => parts.calls().some(isLive),
    lineState: parts.lineState,
    async pingStation() {
      station ??= openStation()
      return (await station).ping()
    },
    pingHub: parts.pingHub,
    clockOffset: parts.clockOffset,
    async freeBytes() {
      const { bavail, bsize } = await statfs(parts.userData)
      return bavail * bsize
    },
    echoCall() {
      const number = settings.get().preferences.sound.echoNumber.trim()
      if (!number) return undefined
      return async () => {
        const account = await parts.account()
        const stack = account && parts.stack(account)
        return stack ? measureEchoCall({ stack, engine }, number) : undefined
      }
    },
    publish(state) {
      if (state.phase === 'done' || state.phase === 'idle') closeStation()
      publish('devices', 'preflight', state)
    },
  })

  return {
    prepare,
    preferencesChanged(preferences) {
      if (soundOf(preferences) === prepared) return
      prepared = soundOf(preferences)
      // What goes wrong with it is told by the media window itself.
      prepare().catch(() => undefined)
    },
    onCalls(calls) {
      if (calls.some(isLive)) preflight.stop()
    },
    preflight,
    day() {
      const operatorId = parts.operatorId()
      return soundDay(operatorId ? earDay.today(operatorId) : noDose)
    },
    stop() {
      preflight.stop()
      earDay.flush()
    },
  }
}
