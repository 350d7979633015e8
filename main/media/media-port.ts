/**
 * What the SIP stack needs of the sound, one `mediaId` per session description handler. Every promise rejects with a
 * `CodedError`: ENGINE_GONE when the media window died or is silent, MIC_* when there is no microphone to speak into.
 */
export type MediaPort = {
  create(mediaId: string, options: { callId: string }): Promise<void>
  /** An answer when the other side's offer is open, else an offer; candidates are in it. */
  getDescription(
    mediaId: string,
    options: { hold: boolean; iceRestart: boolean },
  ): Promise<{ type: 'offer' | 'answer'; sdp: string }>
  setDescription(mediaId: string, sdp: string): Promise<void>
  rollback(mediaId: string): Promise<void>
  /** RFC 4733 events; a comma waits two seconds. */
  dtmf(mediaId: string, tones: string): Promise<void>
  /** May be called for one that is closed already. */
  close(mediaId: string): Promise<void>
}
