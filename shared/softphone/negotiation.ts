/** What is used of an RTCPeerConnection, written out: this file is for main's tests too, where there is none. */
export type Connection = {
  readonly signalingState: string
  readonly iceGatheringState: string
  readonly localDescription: Description | null
  createOffer(options: { iceRestart: boolean }): Promise<Made>
  createAnswer(): Promise<Made>
  setLocalDescription(description: Made): Promise<void>
  setRemoteDescription(description: Made): Promise<void>
  addEventListener(type: 'icegatheringstatechange', listener: () => void): void
  removeEventListener(type: 'icegatheringstatechange', listener: () => void): void
  close(): void
}
type Kind = 'offer' | 'answer' | 'pranswer' | 'rollback'
type Made = { type: Kind; sdp?: string }
type After = (ms: number, run: () => void) => void
type Description = { readonly type: Kind; readonly sdp: string }

/** SIP has no trickle in use here (RFC 8840 is rare): the SDP goes out with the candidates of this much time. */
const GATHER_MS = 500

/**
 * Offer and answer (RFC 3264) of one call's sound, over refusals. Chromium ends the incoming sound for good when an own
 * offer is rolled back after the connection was last agreed on the other side's offer; neither another exchange nor a
 * change of direction brings it back. So an own offer is never rolled back:
 *
 * - one that needs no new candidates becomes the local description only together with its answer;
 * - one that restarts ICE stays pending when it is refused, and the next own offer takes its place;
 * - an offer of the other side that meets a pending one gets a fresh connection.
 */
export class Negotiation<C extends Connection> {
  private readonly make: () => C
  private readonly after: After
  private current: C
  /** Our offer is out, and its answer is to come. */
  private offering = false
  /** That offer, while it is not the local description yet. */
  private held: Made | undefined
  private agreed = false

  /**
   * `make` opens a connection with everything that the call sends; it is asked again when one must be replaced. `after`
   * runs something so many milliseconds later.
   */
  constructor(make: () => C, after: After) {
    this.make = make
    this.after = after
    this.current = make()
  }

  get connection(): C {
    return this.current
  }

  /** Whether the next description answers an offer of the other side. */
  get answering(): boolean {
    return this.current.signalingState === 'have-remote-offer'
  }

  /** An answer when there is an offer of the other side, else an offer. */
  async describe(iceRestart: boolean): Promise<{ type: 'offer' | 'answer'; sdp: string }> {
    const { current } = this
    if (this.answering) {
      const sdp = await this.apply(current, await current.createAnswer())
      this.agreed = true
      return { type: 'answer', sdp }
    }
    const made = await current.createOffer({ iceRestart })
    this.offering = true
    const waits = this.agreed && !iceRestart && current.signalingState === 'stable'
    this.held = waits ? made : undefined
    return { type: 'offer', sdp: waits ? (made.sdp ?? '') : await this.apply(current, made) }
  }

  /** Takes the answer to our offer, else an offer; says which it was. */
  async take(sdp: string): Promise<'offer' | 'answer'> {
    if (!this.offering) {
      if (this.current.signalingState === 'have-local-offer') this.replace()
      await this.current.setRemoteDescription({ type: 'offer', sdp })
      return 'offer'
    }
    const { held } = this
    this.offering = false
    this.held = undefined
    if (held) await this.current.setLocalDescription(held)
    await this.current.setRemoteDescription({ type: 'answer', sdp })
    this.agreed = true
    return 'answer'
  }

  /** Our offer was refused, or theirs could not be answered. */
  async undo(): Promise<void> {
    this.offering = false
    this.held = undefined
    if (this.answering) await this.current.setRemoteDescription({ type: 'rollback', sdp: '' })
  }

  private replace(): void {
    const before = this.current
    this.current = this.make()
    this.agreed = false
    before.close()
  }

  private async apply(connection: C, made: Made): Promise<string> {
    await connection.setLocalDescription(made)
    await this.gathered(connection)
    return connection.localDescription?.sdp ?? made.sdp ?? ''
  }

  private gathered(connection: C): Promise<void> {
    if (connection.iceGatheringState === 'complete') return Promise.resolve()
    return new Promise((resolve) => {
      const done = (): void => {
        connection.removeEventListener('icegatheringstatechange', check)
        resolve()
      }
      const check = (): void => {
        if (connection.iceGatheringState === 'complete') done()
      }
      connection.addEventListener('icegatheringstatechange', check)
      this.after(GATHER_MS, done)
    })
  }
}
