import type { Sample } from '../softphone/quality.ts'

/** One good second of a call, and what is different in it. */
export const sample = (different: Partial<Sample> = {}): Sample => ({
  callId: 'c1',
  at: 1_700_000_000_000,
  codec: 'opus',
  packetsIn: 500,
  packetsOut: 500,
  lost: 0,
  inNow: 50,
  outNow: 50,
  lossPercent: 0,
  jitterMs: 2,
  bufferMs: 40,
  roundTripMs: 30,
  remoteLossPercent: 0,
  remoteJitterMs: 2,
  glitchMs: 0,
  lagMs: 3,
  receives: true,
  sends: true,
  silenced: false,
  microphoneOff: false,
  microphone: 0.1,
  remote: 0.1,
  path: 'connected',
  candidate: 'host',
  mos: 4.38,
  mainLagMs: 5,
  cpuPercent: 20,
  linked: true,
  ...different,
})

/** `count` such seconds in a row. */
export const seconds = (count: number, different: Partial<Sample> = {}): Sample[] =>
  Array.from({ length: count }, (_, i) => sample({ at: 1_700_000_000_000 + i * 1000, ...different }))
