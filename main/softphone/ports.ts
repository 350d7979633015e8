import type { CallReport } from '../../shared/protocol/hub-protocol.ts'

/** What the softphone asks of the sound; the media window's client gives it. Rejections are CodedErrors. */
export type SoundPort = {
  ring(kind: 'call' | 'waiting' | 'message' | 'back', on: boolean): Promise<void>
  mute(callId: string, on: boolean): Promise<void>
}

/** What was measured of a call, for its end report. */
export type FiguresPort = {
  figures(callId: string): Pick<CallReport, 'mos' | 'mosWorst' | 'talk'>
  /** The call is out of sight. */
  forget(callId: string): void
}

/** Records a call from both legs. */
export type RecorderPort = {
  /** Rejects with a CodedError when it cannot begin. */
  start(callId: string): Promise<void>
  finish(callId: string): Promise<void>
}

/** A report without the id that the outbox gives it. */
export type OutgoingReport = Omit<CallReport, 'id'>

/** What the hub made of a report, once it has it; undefined while it is away. */
export type ReportPort = (
  report: OutgoingReport,
) => Promise<{ contactId: CallReport['contactId'] } | undefined>
