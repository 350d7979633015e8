import {
  type Invitation,
  Inviter,
  Registerer,
  RegistererState,
  type Session,
  SessionState,
  UserAgent,
} from 'sip.js'
import { AudioSession } from '../phone/audio-session.ts'

/** What a test makes the other end of a call do; the state stands in the document's title. */
export type Operator = {
  connect(server: string, domain: string, password: string, user?: string): Promise<void>
  answer(): Promise<void>
  call(user: string): Promise<void>
  reject(status: number): Promise<void>
  hold(on: boolean): Promise<void>
  hangUp(): Promise<void>
  /** How loud each pitch is in what this side hears: amplitude, 0 to 1. */
  hears(pitches: number[]): number[]
}

/** An operator in a page of its own: registers by password, sends one steady tone, answers when told. For tests only. */
function operator(pitch: number): Operator {
  const context = new AudioContext()
  const tone = context.createOscillator()
  const mouth = context.createMediaStreamDestination()
  const volume = context.createGain()
  volume.gain.value = 0.3
  tone.frequency.value = pitch
  tone.connect(volume).connect(mouth)
  tone.start()
  const ear = context.createAnalyser()
  ear.fftSize = 8192
  let agent: UserAgent | undefined
  let current: Session | undefined

  const audio = () =>
    new AudioSession({
      track: mouth.stream.getAudioTracks()[0] as MediaStreamTrack,
      heard: (remote) => {
        const element = new Audio()
        element.muted = true
        element.srcObject = remote
        void element.play()
        context.createMediaStreamSource(remote).connect(ear)
      },
      held: () => {},
      connection: () => {},
    })

  const register = async (by: UserAgent) => {
    const registerer = new Registerer(by, { expires: 60 })
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Registered && document.title === 'operator') document.title = 'registered'
    })
    await registerer.register()
  }
  const show = (session: Session) =>
    session.stateChange.addListener((state) => {
      document.title = state === SessionState.Established ? 'talking' : String(state)
    })

  return {
    async connect(server, domain, password, user = 'operator') {
      agent = new UserAgent({
        uri: UserAgent.makeURI(`sip:${user}@${domain}`) as NonNullable<ReturnType<typeof UserAgent.makeURI>>,
        authorizationUsername: user,
        authorizationPassword: password,
        transportOptions: { server, traceSip: false },
        logBuiltinEnabled: false,
        sessionDescriptionHandlerFactory: () => audio(),
        delegate: {
          onInvite: (invitation) => {
            current = invitation
            document.title = `offered ${invitation.request.getHeader('X-Kommutator-Token') ? 'with' : 'no'} token`
            show(invitation)
          },
          onConnect: () => {
            if (agent) void register(agent)
          },
          onDisconnect: () => {
            const again = () => agent?.reconnect().catch(() => setTimeout(again, 300))
            setTimeout(again, 300)
          },
        },
      })
      await agent.start()
    },
    async answer() {
      await context.resume()
      if (current && 'accept' in current) await (current as Invitation).accept()
    },
    async call(user) {
      await context.resume()
      const uri = agent && UserAgent.makeURI(`sip:${user}@${agent.configuration.uri.host}`)
      if (!agent || !uri) return
      const inviter = new Inviter(agent, uri)
      current = inviter
      show(inviter)
      await inviter.invite({
        requestDelegate: {
          onReject: ({ message }) => {
            document.title = `rejected ${message.statusCode}`
          },
        },
      })
    },
    reject: async (statusCode) => {
      if (current && 'reject' in current) await (current as Invitation).reject({ statusCode })
    },
    async hold(on) {
      await current?.invite({
        sessionDescriptionHandlerModifiers: [
          async ({ type, sdp = '' }) => ({ type, sdp: on ? sdp.replace('a=sendrecv', 'a=sendonly') : sdp }),
        ],
      })
    },
    hangUp: async () => void (await current?.bye()),
    hears(pitches) {
      const samples = new Float32Array(ear.fftSize)
      ear.getFloatTimeDomainData(samples)
      return pitches.map((hertz) => {
        const step = (2 * Math.PI * hertz) / context.sampleRate
        let re = 0
        let im = 0
        samples.forEach((x, i) => {
          const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length)
          re += x * hann * Math.cos(step * i)
          im += x * hann * Math.sin(step * i)
        })
        return (4 * Math.hypot(re, im)) / samples.length
      })
    },
  }
}

Object.assign(window, { operator: operator(660) })
