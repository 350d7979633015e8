import type { Company, Operator } from '../../shared/domain/company.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import type { CallId, OperatorId } from '../../shared/lib/ids.ts'
import { newId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { type SuperviseMode, speaks } from '../../shared/supervision/board.ts'
import type { SuperviseSignal } from '../../shared/supervision/session.ts'
import { supervisionOf } from '../../shared/supervision/settings.ts'
import { Bucket } from '../lib/bucket.ts'
import type { Parts } from '../parts.ts'
import type { Supervising, SupervisionBoard } from './board.ts'
import { Grants } from './grants.ts'
import { mustSupervise } from './rights.ts'
import type { Turn } from './turn.ts'

/** The operator's console must have answered by then. */
const answerMs = 8000
/** Set-up of one session: an offer and an answer per change of mode, and a few dozen candidates. */
const signals = { most: 120, perMs: 10_000 }
const starts = { most: 20, perMs: 60_000 }

type Session = {
  readonly sessionId: string
  readonly supervisor: { operatorId: OperatorId; console: string }
  readonly operator: { operatorId: OperatorId; console: string }
  readonly callId: CallId
  readonly begunAt: number
  readonly bucket: Bucket
  /** What it is now; undefined until the operator's console has accepted. */
  mode: SuperviseMode | undefined
  timer: NodeJS.Timeout | undefined
}

/** Who is on whose call. Each step is written to the audit before anything of it is opened. */
export class SupervisionSessions {
  private readonly parts: Parts
  private readonly turn: Turn
  private readonly grants: Grants
  private readonly sessions = new Map<string, Session>()
  private readonly starting = new Map<OperatorId, Bucket>()
  /** Set by whoever puts the room together: the board needs the sessions, and they need it. */
  board: SupervisionBoard | undefined

  constructor(parts: Parts, turn: Turn) {
    this.parts = parts
    this.turn = turn
    this.grants = new Grants(parts.keys, parts.now)
    parts.book.onChanged((company) => this.lookAgain(company))
  }

  /** Who is on this operator's calls now. */
  of(operatorId: OperatorId): Supervising[] {
    return [...this.sessions.values()].flatMap((s) =>
      s.operator.operatorId === operatorId && s.mode
        ? [{ operatorId: s.supervisor.operatorId, callId: s.callId, mode: s.mode }]
        : [],
    )
  }

  /** @throws CodedError FORBIDDEN, RATE_LIMITED, SUPERVISION_CALL_GONE, SUPERVISION_OUT_OF_SCOPE, SUPERVISION_OWN_CALL */
  async start(
    supervisor: Operator,
    console: string,
    input: { operatorId: OperatorId; callId: CallId; mode: SuperviseMode },
  ) {
    const { now, consoles } = this.parts
    if (!this.bucketOf(supervisor.operatorId).take()) throw new CodedError('RATE_LIMITED')
    const { at } = this.find(supervisor, input.operatorId, input.callId)
    // One ear listens to one call: the one before ends.
    for (const other of [...this.sessions.values()])
      if (other.supervisor.console === console) await this.end(other, 'SUPERVISION_ENDED')
    const session: Session = {
      sessionId: newId<string>(),
      supervisor: { operatorId: supervisor.operatorId, console },
      operator: { operatorId: input.operatorId, console: at },
      callId: input.callId,
      begunAt: now(),
      bucket: new Bucket(signals.most, signals.perMs, now),
      mode: undefined,
      timer: undefined,
    }
    const [ice] = await Promise.all([
      this.turn.forSession(session.sessionId),
      this.note(session, 'begun', { mode: input.mode }),
    ])
    session.timer = setTimeout(() => void this.end(session, 'SUPERVISION_NO_ANSWER'), answerMs).unref()
    this.sessions.set(session.sessionId, session)
    consoles.tell({ console: at }, 'supervise', {
      sessionId: session.sessionId,
      grant: await this.grant(session, input.mode),
    })
    return { sessionId: session.sessionId, ice, badge: this.badge(input.mode) }
  }

  async mode(console: string, sessionId: string, mode: SuperviseMode): Promise<void> {
    const session = this.sessions.get(sessionId)
    if (session?.supervisor.console !== console) throw new CodedError('SUPERVISION_ENDED')
    if (!session.bucket.take()) throw new CodedError('RATE_LIMITED')
    const supervisor = this.parts.book.operator(session.supervisor.operatorId)
    if (!supervisor) throw new CodedError('FORBIDDEN')
    this.find(supervisor, session.operator.operatorId, session.callId)
    await this.note(session, 'mode', { mode })
    this.parts.consoles.tell({ console: session.operator.console }, 'supervise', {
      sessionId,
      grant: await this.grant(session, mode),
    })
  }

  /** The operator's console has a grant in hand. @throws CodedError SUPERVISION_REFUSED */
  async accept(console: string, token: string) {
    const grant = await this.grants.burn(token)
    const session = grant && this.sessions.get(grant.sid)
    const supervisor = grant && this.parts.book.operator(grant.sub)
    if (!grant || !session || !supervisor) throw new CodedError('SUPERVISION_REFUSED')
    if (session.operator.console !== console || grant.opc !== console)
      throw new CodedError('SUPERVISION_REFUSED')
    this.find(supervisor, session.operator.operatorId, session.callId)
    clearTimeout(session.timer)
    session.mode = grant.mode
    this.board?.touch(session.operator.operatorId)
    const ice = await this.turn.forSession(session.sessionId)
    return { sessionId: session.sessionId, badge: this.badge(grant.mode), ice }
  }

  /** From one of its two consoles to the other, and to nobody else. */
  async signal(console: string, sessionId: string, signal: SuperviseSignal): Promise<void> {
    const session = this.sessions.get(sessionId)
    const to = session && otherOf(session, console)
    if (!session || !to) throw new CodedError('SUPERVISION_ENDED')
    if (!session.bucket.take()) throw new CodedError('RATE_LIMITED')
    if (signal.kind === 'handover' && console === session.supervisor.console) {
      if (session.mode !== 'takeover') throw new CodedError('SUPERVISION_REFUSED')
      await this.note(session, 'handover', {})
    }
    this.parts.consoles.tell({ console: to }, 'supervise-signal', { sessionId, signal })
  }

  async stop(console: string, sessionId: string, code: string | undefined): Promise<void> {
    const session = this.sessions.get(sessionId)
    if (session && otherOf(session, console)) await this.end(session, code ?? 'SUPERVISION_ENDED')
  }

  left(console: string): void {
    for (const session of [...this.sessions.values()])
      if (otherOf(session, console)) void this.end(session, 'SUPERVISION_CONSOLE_GONE')
  }

  callEnded(callId: CallId): void {
    for (const session of [...this.sessions.values()])
      if (session.callId === callId) void this.end(session, 'SUPERVISION_CALL_GONE')
  }

  dispose(): void {
    for (const session of this.sessions.values()) clearTimeout(session.timer)
    this.sessions.clear()
  }

  /** People or settings of the company are different: whoever has no right any more is off the call at once. */
  private lookAgain({ operators }: Company): void {
    for (const session of [...this.sessions.values()]) {
      const supervisor = operators.find((o) => o.operatorId === session.supervisor.operatorId)
      try {
        if (!supervisor) throw new CodedError('FORBIDDEN')
        this.find(supervisor, session.operator.operatorId, session.callId)
      } catch {
        void this.end(session, 'SUPERVISION_RIGHT_GONE')
      }
    }
  }

  /** The console with the call. @throws CodedError */
  private find(supervisor: Operator, operatorId: OperatorId, callId: CallId): { at: string } {
    const of = this.parts.book.operator(operatorId)
    if (!of) throw new CodedError('NOT_FOUND')
    const found = this.board?.callOf(operatorId, callId)
    mustSupervise(supervisor, of, found?.call.queueId)
    if (found?.call.phase !== 'connected') throw new CodedError('SUPERVISION_CALL_GONE')
    return { at: found.console }
  }

  private badge(mode: SuperviseMode): boolean {
    const { badge } = supervisionOf(this.parts.book.find()?.settings)
    return badge === 'always' || (badge === 'speaking' && speaks(mode))
  }

  private grant(session: Session, mode: SuperviseMode): Promise<string> {
    return this.grants.sign({
      sub: session.supervisor.operatorId,
      jti: newId<string>(),
      sid: session.sessionId,
      op: session.operator.operatorId,
      opc: session.operator.console,
      spc: session.supervisor.console,
      call: session.callId,
      mode,
    })
  }

  private async end(session: Session, code: ErrorCode | string): Promise<void> {
    if (!this.sessions.delete(session.sessionId)) return
    clearTimeout(session.timer)
    const { sessionId, operator, supervisor } = session
    for (const { console } of [operator, supervisor])
      this.parts.consoles.tell({ console }, 'supervise-ended', { sessionId, code })
    this.board?.touch(operator.operatorId)
    const seconds = Math.round((this.parts.now() - session.begunAt) / 1000)
    await this.note(session, 'ended', { code, seconds, accepted: session.mode !== undefined }).catch(
      (error: unknown) => this.parts.log.error({ err: error }, 'the end of a session is not in the audit'),
    )
  }

  private note(session: Session, what: string, detail: Record<string, unknown>): Promise<void> {
    const { sessionId, callId, supervisor, operator } = session
    return this.parts.stores.audit.append({
      at: this.parts.now(),
      actor: supervisor.operatorId,
      action: `supervision.${what}`,
      subject: operator.operatorId,
      detail: { sessionId, callId, ...detail },
    })
  }

  private bucketOf(operatorId: OperatorId): Bucket {
    const known = this.starting.get(operatorId)
    const bucket = known ?? new Bucket(starts.most, starts.perMs, this.parts.now)
    this.starting.set(operatorId, bucket)
    return bucket
  }
}

const otherOf = ({ operator, supervisor }: Session, console: string): string | undefined =>
  console === operator.console
    ? supervisor.console
    : console === supervisor.console
      ? operator.console
      : undefined
