// The least that answers a call: bare sip.js with its own peer connection in one page, the microphone opened ahead.
import { Registerer, UserAgent, Web } from 'sip.js'

const [server, domain, user, password] = JSON.parse(new URLSearchParams(location.search).get('line'))
const microphone = await navigator.mediaDevices.getUserMedia({ audio: true })
let invitation

const agent = new UserAgent({
  uri: UserAgent.makeURI(`sip:${user}@${domain}`),
  authorizationUsername: user,
  authorizationPassword: password,
  transportOptions: { server, traceSip: false },
  logBuiltinEnabled: false,
  sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(async () =>
    microphone.clone(),
  ),
  sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } },
  delegate: {
    onInvite: (incoming) => {
      invitation = incoming
      document.body.dataset.call = 'ringing'
      incoming.stateChange.addListener((state) => {
        document.body.dataset.call = state
      })
    },
  },
})
// Plays what the caller says, as any telephone does.
const player = new Audio()
window.accept = () => {
  const at = Date.now()
  invitation.accept().then(() => {
    const { remoteMediaStream } = invitation.sessionDescriptionHandler
    player.srcObject = remoteMediaStream
    player.play().catch(() => undefined)
  })
  return at
}
await agent.start()
const registerer = new Registerer(agent)
registerer.stateChange.addListener((state) => {
  if (state === 'Registered') document.body.dataset.ready = 'true'
})
await registerer.register()
