import type { Announcement } from '../../shared/domain/recording-rules.ts'
import type { CallReport } from '../../shared/protocol/hub-protocol.ts'

/** What the softphone asks of the sound; the media window's client gives it. Rejections are CodedErrors. */
export type SoundPort = {
  ring(kind: 'call' | 'waiting' | 'back' | 'taken', on: boolean): Promise<void>
  mute(callId: string, on: boolean): Promise<void>
  /** Calls that hear each other, with the operator or without; `on: false` takes them apart. */
  bridge(callIds: readonly string[], on: boolean, withOperator: boolean): Promise<void>
  /** Whether a call that answers itself would be heard. */
  microphoneReady(): boolean
}

/** What was measured of a call, for its end report. */
export type FiguresPort = {
  figures(callId: string): Pick<CallReport, 'mos' | 'mosWorst' | 'talk'>
  /** The call is out of sight. */
  forget(callId: string): void
}

/** An announcement that is one. */
export type SpokenAnnouncement = Exclude<Announcement, { kind: 'none' }>

/** Records a call from both legs. */
export type RecorderPort = {
  /** Rejects with a CodedError when it cannot begin. `paused`: it takes the place of one that was paused. */
  start(callId: string, options?: { paused?: boolean }): Promise<void>
  /** Once it resolves, nothing more of either side reaches the recording (or everything does again). */
  pause(callId: string, on: boolean): Promise<void>
  /** Tells the customer that the call is recorded; resolves once that is over, with what was played. */
  announce(callId: string, what: SpokenAnnouncement): Promise<SpokenAnnouncement>
  finish(callId: string): Promise<void>
}

/** A report without the id that the outbox gives it. */
export type OutgoingReport = Omit<CallReport, 'id'>

/** What the hub made of a report, once it has it; undefined while it is away. */
export type ReportPort = (
  report: OutgoingReport,
) => Promise<{ contactId: CallReport['contactId']; name?: string | undefined } | undefined>
