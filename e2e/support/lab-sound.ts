import { measure, stretch } from '../../tools/media/tones.ts'
import type { Lab } from '../../tools/telephony-lab/lab.ts'
import { type RtpStream, readStreams } from '../../tools/telephony-lab/pcap.ts'

/** Samples of one second. */
export const RATE = 8000
/** dBFS: a tone that is there, and what may be left of one that is not. */
export const CLEAR = -40
export const GONE = -50

/** All streams of a call that have reached the lab's media relay, in either direction. */
export const streamsOf = (lab: Lab, callId: string): RtpStream[] =>
  lab.recordings().flatMap((file) => (file.includes(encodeURIComponent(callId)) ? readStreams(file) : []))

/** What the far end of a call was sent: its longest stream that does not begin with the far end's own tone. */
export function sentTo(lab: Lab, { callId, hz }: { callId: string; hz: number }): Float32Array {
  const [first] = streamsOf(lab, callId)
    .map((stream) => Float32Array.from(stream.samples, (v) => v / 32_768))
    .filter((samples) => samples.length > RATE && measure(stretch(samples, RATE, 0, 2), RATE, hz) < CLEAR)
    .sort((a, b) => b.length - a.length)
  return first ?? new Float32Array()
}

/** How loud a tone is in the last second that has reached the relay, dBFS; what is being written is left out. */
export const hearsNow = (lab: Lab, farEnd: { callId: string; hz: number }, hz: number): number =>
  measure(lastSecond(lab, farEnd), RATE, hz)

export const lastSecond = (lab: Lab, farEnd: { callId: string; hz: number }): Float32Array =>
  stretch(sentTo(lab, farEnd), RATE, -1.2, -0.2)
