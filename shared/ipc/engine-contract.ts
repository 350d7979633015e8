import { HeadsetAction, HeadsetPhone, HeadsetPress, Headsets } from '../headset/headset.ts'
import { z } from '../lib/schema.ts'
import { noticeSounds } from '../notices/notice.ts'
import { Quality } from '../softphone/quality.ts'
import { Speaker, TalkSummary } from '../softphone/talk.ts'
import { SuperviseMode } from '../supervision/board.ts'
import { IceSetup, SessionId } from '../supervision/session.ts'
import { AudioDevices, DeviceRole, event, request, SoundSettings } from './contract.ts'

/**
 * The media window's own small contract. Here the window serves: main asks (`requests`), the window answers and
 * tells (`events`). `mediaId` names one peer connection, `callId` the call that it belongs to.
 */
const done = z.object({})
const join = { sessionId: SessionId }
const media = { mediaId: z.string() }

/** Who speaks on a call now, what lasts, and the sums since this window took the call up. */
export const Talk = z.object({
  callId: z.string(),
  now: Speaker,
  /** Seconds of the silence, or of both speaking at once, that goes on now. */
  silenceSeconds: z.number(),
  talkOverSeconds: z.number(),
  summary: TalkSummary,
})
export type Talk = z.infer<typeof Talk>

export const engineContract = {
  requests: {
    /** Opens the microphone and the audio graph ahead of the first call; says what stands in the way. */
    prepare: request(
      z.object({
        ringVolume: z.number(),
        /** Without it: the system's devices, Chromium's processing, silence on hold. */
        sound: z.optional(SoundSettings),
        /** The company's own sound for held customers, as its file is (WAV, MP3, Ogg, FLAC …). */
        holdFile: z.optional(z.instanceof(Uint8Array)),
      }),
      AudioDevices,
    ),
    create: request(z.object({ ...media, callId: z.string() }), done),
    getDescription: request(
      z.object({ ...media, hold: z.boolean(), iceRestart: z.boolean() }),
      z.object({ type: z.enum(['offer', 'answer']), sdp: z.string() }),
    ),
    setDescription: request(z.object({ ...media, sdp: z.string() }), done),
    rollback: request(z.object(media), done),
    close: request(z.object(media), done),
    /** What is said is for somebody else: silence at once, whatever is agreed. Off: as the last description says. */
    hush: request(z.object({ ...media, on: z.boolean() }), done),
    mute: request(z.object({ callId: z.string(), on: z.boolean() }), done),
    /**
     * A conference: each of these calls hears all others and, `withOperator`, the operator, but never itself. A call that
     * is held stays out until it is resumed; one that is left alone is a plain call again, unless it was one of two
     * without the operator, who stays out of it until told. Without the operator nobody hears the room from the moment
     * this is asked. `on: false` dissolves it.
     * CALL_NOT_FOUND when one of them is not live.
     */
    bridge: request(
      z.object({ callIds: z.array(z.string()), on: z.boolean(), withOperator: z.boolean() }),
      done,
    ),
    dtmf: request(z.object({ ...media, tones: z.string() }), done),
    /** `taken`: a call is answered by itself, and the operator is about to be heard. */
    ring: request(
      z.object({
        on: z.boolean(),
        kind: z.enum(['call', 'waiting', 'back', 'taken', ...noticeSounds]),
        /** How loud beside the ring, 0 to 1; as loud when left out. */
        gain: z.optional(z.number().check(z.gte(0), z.lte(1))),
      }),
      done,
    ),
    /** `paused`: begins silent, since it takes the place of one that was paused. */
    startRecording: request(z.object({ callId: z.string(), paused: z.optional(z.boolean()) }), done),
    /** While it is paused nothing of either side reaches the recording, whose clock goes on. */
    pauseRecording: request(z.object({ callId: z.string(), on: z.boolean() }), done),
    /** Plays a sound (any format that the browser decodes; without one, a tone) to the customer; answers when it is over. */
    announce: request(
      z.object({ callId: z.string(), sound: z.optional(z.instanceof(Uint8Array)) }),
      z.object({ seconds: z.number() }),
    ),
    /** Ends it; the last chunk has been handed over when this answers. */
    finishRecording: request(
      z.object({ callId: z.string() }),
      z.object({ ms: z.number(), chunks: z.number() }),
    ),
    /** The last second's sample again. */
    quality: request(z.object({ callId: z.string() }), Quality),
    /** The operator's side of a supervisor's session: offers the sound of both parties. */
    superviseOffer: request(
      z.object({ ...join, callId: z.string(), mode: SuperviseMode, ice: IceSetup }),
      z.object({ sdp: z.string() }),
    ),
    /** The supervisor's answer; the mode is in effect when this resolves. */
    superviseAnswer: request(z.object({ ...join, sdp: z.string() }), done),
    /** Another mode: in effect at once, or with the answer to the offer that this gives. */
    superviseMode: request(
      z.object({ ...join, mode: SuperviseMode }),
      z.object({ sdp: z.optional(z.string()) }),
    ),
    /** The supervisor's side: answers an offer, with a microphone only when they are to speak. */
    superviseJoin: request(
      z.object({ ...join, sdp: z.string(), speak: z.boolean(), ice: IceSetup }),
      z.object({ sdp: z.string() }),
    ),
    /** The supervisor's microphone is out of it at once, before anything is agreed. */
    superviseSilence: request(z.object(join), done),
    superviseCandidate: request(z.object({ ...join, candidate: z.string() }), done),
    superviseStop: request(z.object(join), done),
    /** What passes between the two desks; `sending` counts the tracks that this side has in the connection. */
    superviseFacts: request(
      z.object(join),
      z.object({
        sending: z.number(),
        packetsOut: z.number(),
        packetsIn: z.number(),
        relayed: z.boolean(),
      }),
    ),
    devices: request(z.object({}), AudioDevices),
    /** Opens the headsets that are there; `use` is the key of the one whose buttons act, or `off`. */
    headsets: request(z.object({ use: z.optional(z.string()) }), Headsets),
    /** How the phone stands: its lights and its mute on the headset. */
    headsetPhone: request(HeadsetPhone, done),
    /** `microphone` events, eight a second, for ten seconds from the last time it was asked for. */
    meter: request(z.object({ on: z.boolean() }), done),
    /** Records a voice note from the microphone, with `microphone` events meanwhile; `on: false` ends it and gives it. */
    voiceNote: request(
      z.object({ on: z.boolean() }),
      z.object({ ms: z.number(), peaks: z.array(z.number()), data: z.optional(z.instanceof(Uint8Array)) }),
    ),
    /** Three seconds of the microphone, then the same in the ear; told by `voiceTest` events. */
    testVoice: request(z.object({}), done),
    /** Peaks of the microphone, one per 50 ms, without any processing; with `microphone` events meanwhile. */
    probeMicrophone: request(z.object({ ms: z.number() }), z.object({ peaks: z.array(z.number()) })),
    /** Plays a short glide into the ear and says how loud (dB below it) and how late the microphone heard it, if at all. */
    probeEcho: request(
      z.object({}),
      z.object({ echo: z.optional(z.object({ db: z.number(), ms: z.number() })) }),
    ),
    /** Ends a probe at once; it answers with what it has. */
    stopProbe: request(z.object({}), done),
    /** The heartbeat: an answer says that the window's event loop is alive. */
    ping: request(z.object({}), done),
  },
  events: {
    /** The window has (re)loaded: whatever it knew before is gone. */
    ready: event(z.object({})),
    devices: event(AudioDevices),
    /** One stretch of a recording (WebM/Opus, two channels: operator left, customer right), at most 64 KiB. */
    chunk: event(
      z.object({
        callId: z.string(),
        n: z.number(),
        at: z.number(),
        ms: z.number(),
        data: z.instanceof(Uint8Array),
        operator: z.array(z.number()),
        customer: z.array(z.number()),
      }),
    ),
    /** A device of a role was lost, or one that is preferred is back. */
    switched: event(
      z.object({
        role: DeviceRole,
        why: z.enum(['lost', 'back']),
        from: z.optional(z.string()),
        to: z.optional(z.string()),
      }),
    ),
    /** What the microphone hears, muted or not, and what comes from the far side; amplitudes, 0 to 1. */
    level: event(z.object({ callId: z.string(), microphone: z.number(), remote: z.number() })),
    /** Once a second for every call that is on. */
    quality: event(Quality),
    /** Once a second, and whenever another one speaks. */
    talk: event(Talk),
    /** The microphone without a call; see `meter`. */
    microphone: event(z.object({ level: z.number() })),
    voiceTest: event(z.object({ phase: z.enum(['speak', 'listen', 'done']) })),
    /** What the ear got: so many seconds of sound with this mean square and greatest amplitude (after the limiter). */
    ear: event(z.object({ seconds: z.number(), meanSquare: z.number(), peak: z.number() })),
    state: event(
      z.object({
        ...media,
        callId: z.string(),
        state: z.enum(['connecting', 'connected', 'disconnected', 'failed', 'closed']),
      }),
    ),
    superviseCandidate: event(z.object({ ...join, candidate: z.string() })),
    superviseState: event(
      z.object({
        ...join,
        state: z.enum(['connecting', 'connected', 'disconnected', 'failed', 'closed']),
      }),
    ),
    trouble: event(z.object({ code: z.string(), callId: z.optional(z.string()) })),
    headsets: event(Headsets),
    headsetAction: event(HeadsetAction),
    headsetPress: event(HeadsetPress),
  },
} as const

export type EngineRequests = (typeof engineContract)['requests']
export type EngineRequestName = keyof EngineRequests
export type EngineInput<K extends EngineRequestName> = z.infer<EngineRequests[K]['input']>
export type EngineOutput<K extends EngineRequestName> = z.infer<EngineRequests[K]['output']>
export type EngineEvents = (typeof engineContract)['events']
export type EngineEventName = keyof EngineEvents
export type EnginePayload<K extends EngineEventName> = z.infer<EngineEvents[K]['payload']>
