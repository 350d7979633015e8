import type { HeadsetAction, HeadsetPhone, Headsets } from '../../shared/headset/headset.ts'
import type { Contract, Preferences } from '../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../shared/ipc/derive.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { ok } from '../../shared/lib/result.ts'
import { unreachable } from '../../shared/lib/unreachable.ts'
import type { Call } from '../../shared/softphone/call.ts'
import { desk } from '../../shared/softphone/desk.ts'
import type { Logger } from '../log/logger.ts'
import type { EngineClient } from '../media/engine-client.ts'
import type { SettingsStore } from '../settings/settings.ts'
import type { Controls } from '../softphone/controls.ts'

export type HeadsetOptions = {
  engine: Pick<EngineClient, 'request' | 'on'>
  controls: Controls
  settings: SettingsStore
  publish: Publish
  onPreferences(preferences: Preferences): void
  /** The redial button: the window knows whom they called last. */
  onRedial(): void
  /** HEADSET_TAKEN: the operator presses, and nothing will come of it. */
  onTrouble(code: ErrorCode): void
  log: Logger
}

export type HeadsetControl = {
  /** To be told of the calls whenever they change. */
  follow(calls: readonly Call[]): void
  handlers: AreaHandlers<Contract['headset']>
}

/** How the phone stands, for a headset: one mute, whoever pressed it. */
export function phoneFor(calls: readonly Call[]): HeadsetPhone {
  const { front, held, ringing } = desk(calls)
  return {
    ringing: ringing.length > 0,
    talking: front !== undefined,
    muted: front?.muted ?? false,
    held: front === undefined && held.length > 0,
  }
}

/** The headset's side of the phone: its buttons act on the calls, and it is shown how they stand. */
export function createHeadset(options: HeadsetOptions): HeadsetControl {
  const { engine, controls, settings, publish, log } = options
  let calls: readonly Call[] = []
  let told = ''
  let now: Headsets = { possible: false, list: [] }

  const show = (force = false) => {
    const phone = phoneFor(calls)
    const text = JSON.stringify(phone)
    if (text === told && !force) return
    told = text
    void engine.request('headsetPhone', phone).catch(() => undefined)
  }
  const take = (headsets: Headsets) => {
    const lost = ours(headsets)?.state === 'taken' && ours(now)?.state !== 'taken'
    now = headsets
    if (lost) options.onTrouble('HEADSET_TAKEN')
    publish('headset', 'changed', headsets)
    const active = headsets.list.find((one) => one.active)
    log.info('headsets', { count: headsets.list.length, active: active?.key, state: active?.state })
  }
  /** The one that the operator means: the chosen one, else the one they speak into. */
  const ours = ({ list }: Headsets) => {
    const { headset } = settings.get().preferences
    return list.find((one) => (headset === undefined ? one.ofMicrophone : one.key === headset))
  }
  const open = async () => {
    const use = settings.get().preferences.headset
    take(await engine.request('headsets', use === undefined ? {} : { use }))
    show(true)
  }

  engine.on('ready', () => void open().catch(() => log.warn('headsets could not be opened')))
  engine.on('headsets', take)
  engine.on('headsetPress', (press) => publish('headset', 'press', press))
  engine.on('headsetAction', (action) => {
    act(action)
    // Done or not: the headset is to show how the phone stands, not what was pressed.
    show(true)
  })

  const act = (action: HeadsetAction): void => {
    switch (action.do) {
      case 'answer':
        return void controls.answer()
      case 'hangup':
        return void controls.hangup()
      case 'reject':
        return void controls.reject()
      case 'hold':
        return void controls.toggleHold()
      case 'mute':
        return void controls.mute(action.on)
      case 'redial':
        return options.onRedial()
      default:
        return unreachable(action)
    }
  }

  return {
    follow(next) {
      calls = next
      show()
    },
    handlers: {
      list: async () => ok(now),
      async choose({ key }) {
        const { headset: _, ...rest } = settings.get().preferences
        const preferences = key === undefined ? rest : { ...rest, headset: key }
        settings.update(() => ({ preferences }))
        options.onPreferences(preferences)
        await open()
        return ok({})
      },
    },
  }
}
