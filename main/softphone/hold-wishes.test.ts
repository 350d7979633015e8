import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Call } from '../../shared/softphone/call.ts'
import type { FakeStack } from '../testing/fake-stack.ts'
import { closeDesks, phoneDesk } from './testing/desk.ts'

afterEach(closeDesks)

/** Lets everything run that waits for nothing but its turn. */
const turns = async () => {
  for (let i = 0; i < 3; i++) await new Promise((done) => setImmediate(done))
}

/** The other sides of all calls: one re-INVITE of a call at a time, answered when the test says so (renegotiator.ts). */
function network(stack: FakeStack) {
  const legs = new Map<string, { wanted: boolean; confirmed: boolean; asked?: boolean }>()
  const of = (callId: string) => {
    const leg = legs.get(callId) ?? { wanted: false, confirmed: false }
    legs.set(callId, leg)
    return leg
  }
  const ask = (callId: string) => {
    const leg = of(callId)
    if (leg.asked === undefined && leg.wanted !== leg.confirmed) leg.asked = leg.wanted
  }
  stack.hold = async (callId, on) => {
    stack.done.push(`hold ${callId} ${on ? 'on' : 'off'}`)
    of(callId).wanted = on
    ask(callId)
  }
  /** A resume was refused for good: of that the operator is told, and there is a key for it. */
  const stuck = new Set<string>()
  return {
    stuck,
    /** Silence is asked of the sound with the wish already; what is resumed is heard with the offer that says so. */
    hushed(callId: string) {
      const { wanted, asked, confirmed } = of(callId)
      return wanted || (asked ?? confirmed)
    },
    waits: () => [...legs].flatMap(([callId, leg]) => (leg.asked === undefined ? [] : [callId])),
    answer(callId: string, good = true) {
      const leg = of(callId)
      const { asked } = leg
      if (asked === undefined) return
      delete leg.asked
      if (good) {
        leg.confirmed = asked
        stack.emit({ type: 'held', callId, held: asked })
      } else if (leg.wanted === asked) {
        if (!asked) stuck.add(callId)
        leg.wanted = leg.confirmed
        stack.emit({ type: 'hold-failed', callId })
      }
      ask(callId)
    },
  }
}

/** The sound: who of those that are connected has the operator's microphone. */
function room(sound: readonly string[]) {
  const operatorIn = new Map<string, boolean>()
  for (const line of sound) {
    const [what, whom = '', how] = line.split(' ')
    if (what === 'new') operatorIn.clear()
    if (what === 'bridge') for (const callId of whom.split('+')) operatorIn.set(callId, how !== 'two')
  }
  return (callId: string) => operatorIn.get(callId) ?? true
}

/** Everything after which it is right that somebody of a conference waits. */
const holding = /hold|resume|another call|transfer|nobody/

async function makeWorld() {
  const desk = await phoneDesk()
  const { softphone, stack, world, ring, call } = desk
  const net = network(stack)
  await desk.talk('c1')
  stack.done.length = 0
  let merging = 0
  /** Something was asked since they were brought together of which it is right that somebody of them waits. */
  let wished = false
  let pulledBack = false
  /** The customer is on their way, and the operator has not turned to them since. */
  let away = false
  let third = 0
  const legId = () => call('c1')?.transfer?.legId ?? ''
  const live = (callId: string) => softphone.calls.find((c) => c.callId === callId && c.phase !== 'ended')
  const connected = () => softphone.calls.filter((c) => c.phase === 'connected')
  /** REFERs that nobody has answered yet. */
  const referred = () => live('c1')?.transfer?.state === 'joining'

  const begin = (mode: 'consult' | 'blind') => {
    away ||= softphone.transfer('c1', { target: '102', mode }).ok
  }
  const confer = (other: string) => {
    away = false
    merging++
    wished = false
    void softphone.merge(['c1', other]).then((done) => {
      merging--
      wished ||= !done.ok
    })
  }

  const act: Record<string, () => void> = {
    'hold c1': () => void softphone.hold('c1', true),
    'resume c1': () => {
      away = false
      softphone.hold('c1', false)
    },
    'hold leg': () => void softphone.hold(legId(), true),
    'resume leg': () => void softphone.hold(legId(), false),
    'transfer with asking': () => begin('consult'),
    'transfer without asking': () => begin('blind'),
    complete: () => void softphone.completeTransfer('c1'),
    'pull back': () => {
      pulledBack ||= softphone.pullBack('c1').ok
    },
    merge: () => confer(legId()),
    'confer with that call': () => confer(`t${third}`),
    'leg answers': () => {
      const phase = live(legId())?.phase
      if (phase === 'dialing' || phase === 'alerting')
        stack.emit({ type: 'accepted', callId: legId(), mediaId: 'm' })
    },
    'leg hangs up': () =>
      void (live(legId()) && stack.emit({ type: 'ended', callId: legId(), by: 'remote' })),
    'c1 hangs up': () => void (live('c1') && stack.emit({ type: 'ended', callId: 'c1', by: 'remote' })),
    'another call is answered': () => {
      const callId = `t${++third}`
      // The console lets nobody be answered while somebody is being called (`canTake`).
      if (softphone.calls.some((c) => ['dialing', 'alerting', 'answering'].includes(c.phase))) return
      ring(callId, { user: '+48500000009' })
      softphone.answer(callId)
      stack.emit({ type: 'accepted', callId, mediaId: callId })
    },
    'that call is resumed': () => void (live(`t${third}`) && softphone.hold(`t${third}`, false)),
    'that call ends': () =>
      void (live(`t${third}`) && stack.emit({ type: 'ended', callId: `t${third}`, by: 'remote' })),
    'REFER is refused': () =>
      void (referred() && stack.emit({ type: 'transfer', callId: 'c1', state: 'failed' })),
    'REFER is done': () => void (referred() && stack.emit({ type: 'transfer', callId: 'c1', state: 'done' })),
    'c1 agrees': () => net.answer('c1'),
    'leg agrees': () => net.answer(legId()),
    'c1 refuses': () => net.answer('c1', false),
    'leg refuses': () => net.answer(legId(), false),
    'the sound takes its time': () => world.bridgeGate.close(),
    'the sound joins': () => world.bridgeGate.open(),
    'the sound joins nobody': () => {
      world.bridgeFails = true
    },
    'the sound joins again': () => {
      world.bridgeFails = false
    },
    'the sound is new': () => {
      world.windows++
      world.sound.push('new')
      softphone.soundIsBack()
    },
  }

  /** Customers and targets who hear what is said in the operator's room now. */
  const hears = () => {
    const operatorIn = room(world.sound)
    return connected().filter((c) => operatorIn(c.callId) && !c.muted && !net.hushed(c.callId))
  }
  return {
    ...{ desk, net, act, hears, connected, merging: () => merging > 0, pulledBack: () => pulledBack },
    wished: () => wished,
    step(name: string) {
      if (holding.test(name)) wished = true
      act[name]?.()
    },
    away: () => away && ['dialing', 'ringing'].includes(live('c1')?.transfer?.state ?? ''),
    operatorIn: (callId: string) => room(world.sound)(callId),
    /** Whoever is still to answer agrees; whoever is still to say how a REFER went refuses it. */
    async settle() {
      world.bridgeGate.open()
      for (let i = 0; i < 20; i++) {
        await turns()
        act['REFER is refused']?.()
        for (const callId of net.waits()) net.answer(callId)
        await turns()
        if (!net.waits().length && !referred() && !merging) return
      }
      throw new Error('it never comes to rest')
    },
  }
}
type World = Awaited<ReturnType<typeof makeWorld>>

/** Who is out of one talk must not hear it: of those who hear the room all are in one conference, or there is one. */
function roomIsKept({ hears, merging, away }: World) {
  const hearing = hears()
  if (away()) expect(hearing.map((c) => c.callId)).not.toContain('c1')
  expect(hearing.filter((c) => c.joined?.relay).map((c) => c.callId)).toEqual([])
  // Brought together at this moment, by the operator's own key.
  if (merging() || hearing.length < 2) return
  const groups = new Set(hearing.map((c: Call) => c.joined?.group ?? c.callId))
  expect([hearing.map((c) => c.callId), groups.size]).toEqual([expect.anything(), 1])
}

const play = async (world: World, steps: readonly string[]) => {
  for (const step of steps) {
    world.step(step)
    roomIsKept(world)
    await turns()
    roomIsKept(world)
  }
}

async function atTheEnd(world: World, steps: readonly string[]) {
  await world.settle()
  roomIsKept(world)
  const { desk, connected } = world
  const c1 = desk.call('c1')
  const together = (c: Call) => connected().filter((other) => other.joined?.group === c.joined?.group)
  if (c1?.phase === 'connected') {
    expect(c1.transfer?.state).not.toBe('holding')
    if (c1.transfer?.state === 'relayed') expect(c1.joined?.relay).toBe(true)
  }
  for (const c of connected()) {
    // Nobody is left with nobody: with the operator, or with exactly one other.
    expect([c.callId, world.operatorIn(c.callId)]).toEqual([c.callId, !c.joined?.relay])
    if (c.joined?.relay) expect(together(c)).toHaveLength(2)
    // What is wanted is what is.
    expect([c.callId, c.holdPending]).toEqual([c.callId, false])
    if (c.joined?.relay && !world.net.stuck.has(c.callId))
      expect([c.callId, c.held]).toEqual([c.callId, false])
  }
  for (const c of connected())
    if (c.joined && !c.joined.relay && !world.wished() && !world.net.stuck.has(c.callId))
      expect([c.callId, c.held]).toEqual([c.callId, false])
  const wishedSince = steps.slice(steps.indexOf('pull back')).some((s) => holding.test(s))
  if (world.pulledBack() && !wishedSince && c1?.phase === 'connected' && !world.net.stuck.has('c1'))
    expect(c1.held).toBe(false)
}

/** From a blank desk only few orders come far: most begin with a customer on their way. */
const beginnings: readonly (readonly string[])[] = [
  [],
  [
    ...['another call is answered', 'transfer without asking', 'c1 agrees', 'confer with that call'],
    ...['c1 agrees', 'leg answers', 'REFER is refused'],
  ],
  ['transfer with asking'],
  ['transfer with asking', 'c1 agrees'],
  ['transfer with asking', 'c1 agrees', 'leg answers'],
  ['transfer with asking', 'c1 agrees', 'leg answers', 'complete'],
  ['transfer with asking', 'c1 agrees', 'leg answers', 'merge', 'c1 agrees'],
  ['transfer without asking', 'c1 agrees', 'leg answers'],
  ['transfer without asking', 'c1 agrees', 'leg answers', 'the sound takes its time', 'REFER is refused'],
]

/** Orders that went wrong once. */
const known: string[][] = [
  ['transfer with asking', 'c1 agrees', 'leg answers', 'complete', 'hold leg', 'REFER is refused'],
  ['transfer with asking', 'c1 agrees', 'resume c1', 'pull back', 'transfer without asking', 'c1 refuses'],
  [
    ...['the sound joins nobody', 'another call is answered', 'transfer without asking'],
    ...['confer with that call', 'transfer with asking'],
  ],
  [
    ...['transfer with asking', 'c1 agrees', 'leg answers', 'merge', 'c1 agrees', 'the sound takes its time'],
    ...['complete', 'the sound is new', 'REFER is refused'],
  ],
  ['transfer with asking', 'c1 agrees', 'leg answers', 'merge', 'complete', 'c1 agrees'],
  [
    ...['transfer with asking', 'c1 agrees', 'leg answers', 'merge', 'c1 agrees'],
    ...['another call is answered', 'confer with that call'],
  ],
  ['transfer without asking', 'c1 agrees', 'hold c1', 'resume c1', 'another call is answered', 'leg refuses'],
]

describe('what is wanted of a hold', () => {
  test('is wanted back before they were away: the transfer is off, and nobody is called', async () => {
    const { desk, act, settle } = await makeWorld()
    act['transfer with asking']?.()
    act['resume c1']?.()
    await settle()
    expect(desk.call('c1')).toMatchObject({ held: false, transfer: { state: 'back' } })
    expect(desk.stack.done.some((d) => d.startsWith('dial'))).toBe(false)
  })

  test('of one in a conference is of all of it; and who is wanted on hold meanwhile is not brought into one', async () => {
    const world = await makeWorld()
    const { desk, act, settle, connected } = world
    const held = () => connected().map((c) => c.held)
    for (const step of ['transfer with asking', 'c1 agrees', 'leg answers', 'merge', 'resume c1']) {
      act[step]?.()
      await turns()
    }
    await settle()
    expect(connected().map((c) => c.joined)).toEqual([undefined, undefined])
    expect(held().sort()).toEqual([false, true])
    act.merge?.()
    await settle()
    expect(held()).toEqual([false, false])
    act['hold c1']?.()
    await settle()
    expect(held()).toEqual([true, true])
    act['resume leg']?.()
    await settle()
    expect(held()).toEqual([false, false])
    expect(desk.world.sound.filter((s) => s.endsWith('three'))).toHaveLength(1)
  })

  test('of two who talk without the operator: the second never hears the room when the first hangs up', async () => {
    const { desk, act, settle } = await makeWorld()
    for (const step of ['transfer with asking', 'c1 agrees', 'leg answers', 'complete', 'REFER is refused']) {
      act[step]?.()
      await turns()
    }
    await settle()
    expect(desk.call('c1')?.joined?.relay).toBe(true)
    act['leg hangs up']?.()
    await settle()
    expect(desk.call('c1')).toMatchObject({ phase: 'ended' })
    expect(desk.world.sound.filter((s) => s.startsWith('bridge'))).toHaveLength(1)
  })

  test('is what comes of it in the end, and nobody hears the room who is not meant to, whatever the order', async () => {
    const { act } = await makeWorld()
    const anyStep = fc.constantFrom(...Object.keys(act))
    const steps = fc
      .tuple(fc.constantFrom(...beginnings), fc.array(anyStep, { maxLength: 12 }))
      .map(([first, then]) => [...first, ...then])
    await fc.assert(
      fc.asyncProperty(steps, async (order) => {
        const world = await makeWorld()
        await play(world, order)
        await atTheEnd(world, order)
        await closeDesks()
      }),
      { numRuns: 600, examples: known.map((order) => [order]) },
    )
  }, 120_000)
})
