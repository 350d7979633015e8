/** Where sound becomes a track: for a peer connection, or for a recording. */
export type Outlet = {
  /** Silence, until something is connected here. */
  input: AudioNode
  stream: MediaStream
  /** To be called once; soon the track is somebody else's. */
  giveBack(): void
}

/** A sender lets a track go a little after it was told to. */
const LET_GO_MS = 1000

/** Lends outlets of one channel or two. */
export type Outlets = (channels: 1 | 2) => Outlet

/**
 * Outlets are used again and again: Chromium keeps every MediaStreamAudioDestinationNode that was ever made, and its
 * track, for as long as the context runs, and on a busy day it never rests.
 */
export function createOutlets(context: AudioContext): Outlets {
  const free: MediaStreamAudioDestinationNode[] = []
  return (channels) => {
    const at = free.findIndex((one) => one.channelCount === channels)
    const outlet =
      (at < 0 ? undefined : free.splice(at, 1)[0]) ??
      new MediaStreamAudioDestinationNode(context, { channelCount: channels, channelCountMode: 'explicit' })
    // An input of its own each time: whatever still fades out there reaches nobody else.
    const input = new GainNode(context)
    input.connect(outlet)
    return {
      input,
      stream: outlet.stream,
      giveBack() {
        input.disconnect()
        setTimeout(() => free.push(outlet), LET_GO_MS)
      },
    }
  }
}
