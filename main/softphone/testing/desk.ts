import type { Presence } from '../../../shared/domain/company.ts'
import type { RecordingPolicy } from '../../../shared/domain/recording-rules.ts'
import type { LineState } from '../../../shared/ipc/contract.ts'
import type { ErrorCode } from '../../../shared/lib/errors.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { CodedError, ok } from '../../../shared/lib/result.ts'
import type { HubKeys, PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import type { Call } from '../../../shared/softphone/call.ts'
import { defaultProfile, type LineProfile } from '../../../shared/softphone/line.ts'
import { silentLogger } from '../../log/logger.ts'
import { company, until } from '../../testing/fake-hub.ts'
import { createFakeStack, type FakeStack } from '../../testing/fake-stack.ts'
import type { ChosenLine } from '../account.ts'
import { createIdentify } from '../identify.ts'
import type { OutgoingReport } from '../ports.ts'
import { createSoftphone, type Softphone } from '../softphone.ts'

export const demoLine: ChosenLine = {
  account: { server: 'ws://127.0.0.1:7341', user: '101', password: 'p', domain: 'demo.local' },
  demo: true,
}

export const figures = {
  mos: 4.2,
  mosWorst: 3.9,
  talk: {
    operatorSeconds: 9,
    customerSeconds: 6,
    silenceSeconds: 2,
    longestSilenceSeconds: 1,
    talkOverSeconds: 1,
  },
}

export type DeskOptions = {
  presence?: Presence
  recording?: boolean
  rules?: RecordingPolicy
  people?: PersonHit[]
  tokenKey?: HubKeys['token']
  profile?: Partial<LineProfile>
}

/** Open at first. */
function makeGate() {
  let waiting: Promise<void> | undefined
  let opened = () => {}
  return {
    close() {
      waiting ??= new Promise((resolve) => {
        opened = resolve
      })
    },
    open() {
      opened()
      waiting = undefined
    },
    passed: () => waiting,
  }
}

const open: Softphone[] = []
/** Hangs up and lets go of every telephone that `phoneDesk` made. */
export const closeDesks = async (): Promise<void> => {
  for (const softphone of open.splice(0)) await softphone.stop()
}

/** A whole softphone on fake stacks and a fake sound; the test plays the network, the hub and the clock. */
export async function phoneDesk(o: DeskOptions = {}) {
  const world = {
    presence: o.presence ?? ('available' as Presence),
    /** What the hub knows; undefined while it is dead. */
    people: (o.people ?? []) as PersonHit[] | undefined,
    reports: [] as OutgoingReport[],
    sound: [] as string[],
    troubles: [] as string[],
    chosen: [] as string[],
    lines: [] as LineState[],
    recorderFails: undefined as ErrorCode | undefined,
    bridgeFails: false,
    /** How many media windows there were; what was asked of an earlier one fails. */
    windows: 1,
    /** While it is closed the media window takes its time to join calls. */
    bridgeGate: makeGate(),
    microphone: true,
    stacks: [] as FakeStack[],
    now: 1_000_000,
  }
  const shown: Call[][] = []
  const softphone = createSoftphone({
    createStack(account) {
      const stack = createFakeStack(account)
      world.stacks.push(stack)
      return stack
    },
    sound: {
      ring: async (kind, on) => void world.sound.push(`${kind} ${on ? 'on' : 'off'}`),
      mute: async (callId, on) => void world.sound.push(`mute ${callId} ${on}`),
      async bridge(callIds, on, withOperator) {
        // Who is to be without the operator is so from the moment it is asked; to take apart never fails.
        if (!withOperator) world.sound.push(`bridge ${callIds.join('+')} two`)
        const { windows } = world
        await world.bridgeGate.passed()
        if ((world.bridgeFails && on) || windows !== world.windows) throw new CodedError('ENGINE_GONE')
        if (withOperator) world.sound.push(`bridge ${callIds.join('+')} ${on ? 'three' : 'off'}`)
      },
      microphoneReady: () => world.microphone,
    },
    recorder: {
      async start(callId, options) {
        if (world.recorderFails) throw new CodedError(world.recorderFails)
        world.sound.push(`record ${options?.paused ? 'paused ' : ''}${callId}`)
      },
      pause: async (callId, on) => void world.sound.push(`${on ? 'pause' : 'resume'} ${callId}`),
      async announce(callId, what) {
        world.sound.push(`announce ${what.kind} ${callId}`)
        return what
      },
      finish: async (callId) => void world.sound.push(`recorded ${callId}`),
    },
    quality: { figures: () => figures, forget: (callId) => void world.sound.push(`forgotten ${callId}`) },
    identify: createIdentify({
      keys: () => (o.tokenKey ? { token: o.tokenKey, recording: '' } : undefined),
      resolve: async () => world.people,
    }),
    async report(report) {
      world.reports.push(report)
      if (!world.people) return undefined
      return { contactId: 'c-new' as ContactId, ...(report.parentId ? { name: 'Anna Kowalska' } : {}) }
    },
    presence: () => world.presence,
    company: () => ({
      ...company,
      settings: {
        ...company.settings,
        recording: o.recording ?? true,
        ...(o.rules ? { recordingRules: o.rules } : {}),
      },
    }),
    demo: () => true,
    language: () => 'ru',
    clockOffset: () => 500,
    queueOf: (contactId) => (contactId === 'c-shop' ? 'q-shop' : undefined),
    onChosen: (callId, bornAs, chosen) => world.chosen.push(`${callId} ${bornAs} ${chosen}`),
    onCalls: (calls) => shown.push(calls),
    onLines(lines) {
      world.lines = lines
    },
    onTrouble: ({ code }) => world.troubles.push(code),
    log: silentLogger,
    now: () => world.now,
    lingerMs: 20,
  })
  open.push(softphone)
  const profile = { ...defaultProfile(), ...o.profile }
  await softphone.takeLines([{ profile, chosen: ok(demoLine) }])
  const stack = world.stacks[0] as FakeStack
  stack.emit({ type: 'line', line: { state: 'registered' } })

  const ring = (
    callId: string,
    {
      user = '+48500000001',
      headers = {},
      toUser = 'q-sales',
      on = stack,
      ...more
    }: {
      user?: string
      headers?: Record<string, string>
      toUser?: string
      on?: FakeStack
      autoAnswer?: { afterSeconds: number }
      replaces?: string
    } = {},
  ) =>
    on.emit({
      type: 'incoming',
      callId,
      from: { user, uri: `sip:${user}@demo.local` },
      toUser,
      headers,
      ...more,
    })
  const talk = async (callId: string, how: Parameters<typeof ring>[1] = {}) => {
    ring(callId, how)
    softphone.answer(callId)
    ;(how.on ?? stack).emit({ type: 'accepted', callId, mediaId: `m-${callId}` })
    await until(() => world.sound.includes(`record ${callId}`) || o.recording === false)
  }
  const call = (callId: string) => softphone.calls.find((c) => c.callId === callId)
  return { softphone, world, stack, ring, talk, call, shown, profile }
}
