import type { Microphone } from './microphone.ts'
import type { EngineHandlers, Tell } from './serve.ts'
import type { Sound } from './sound.ts'
import { createLink, type Link } from './supervise-link.ts'

type Ear = { link: Link; gain: GainNode; track: MediaStreamTrack | undefined; rest(): void }

/**
 * The supervisor's end: what is heard plays in their headset. While they only listen there is no microphone's track in
 * the connection at all, and nothing can be sent by mistake; it is put in when they are to speak, and taken out again.
 */
export function createSuperviseEar(parts: { sound: Sound; microphone: Microphone; tell: Tell }): {
  superviseJoin: EngineHandlers['superviseJoin']
  /** Nothing is sent any more, whatever was agreed. */
  silence(sessionId: string): void
  stop(sessionId: string): void
  linkOf(sessionId: string): Link | undefined
  takeMicrophone(): void
} {
  const { sound, microphone, tell } = parts
  const ears = new Map<string, Ear>()

  const drop = (ear: Ear): void => {
    ear.track?.stop()
    ear.track = undefined
  }

  return {
    async superviseJoin({ sessionId, sdp, speak, ice }) {
      await sound.open()
      let ear = ears.get(sessionId)
      if (!ear) {
        const gain = new GainNode(sound.context)
        gain.connect(sound.monitor)
        const link = createLink({ sessionId, ice, context: sound.context, into: gain, tell })
        ear = { link, gain, track: undefined, rest: sound.keepAwake() }
        ears.set(sessionId, ear)
      }
      if (speak && !ear.track) {
        await microphone.open()
        ear.track = microphone.clone()
      }
      if (!speak) drop(ear)
      return { sdp: await ear.link.join(sdp, ear.track) }
    },
    silence(sessionId) {
      const ear = ears.get(sessionId)
      if (!ear) return
      drop(ear)
      ear.link.mute()
    },
    stop(sessionId) {
      const ear = ears.get(sessionId)
      if (!ear) return
      ears.delete(sessionId)
      drop(ear)
      ear.link.close()
      ear.gain.disconnect()
      ear.rest()
    },
    linkOf: (sessionId) => ears.get(sessionId)?.link,
    takeMicrophone() {
      for (const ear of ears.values()) {
        if (!ear.track) continue
        const before = ear.track
        ear.track = microphone.clone()
        ear.link.replace(ear.track)
        before.stop()
      }
    },
  }
}
