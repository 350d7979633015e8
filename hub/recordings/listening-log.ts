import type { OperatorId, RecordingId } from '../../shared/lib/ids.ts'
import type { Parts } from '../parts.ts'
import type { LinkClaims } from './links.ts'

/** Links that were used are remembered as long as they are good. */
const mostRemembered = 10_000

/**
 * Writes down who listened to which recording, and from where. A link's use is one entry, however many ranges the
 * player asks for; without an entry no sound is given out.
 */
export class ListeningLog {
  private readonly parts: Pick<Parts, 'stores' | 'now'>
  private readonly used = new Map<string, { until: number; noted: Promise<void> }>()

  constructor(parts: Pick<Parts, 'stores' | 'now'>) {
    this.parts = parts
  }

  /** Resolves once it is on disk that this link was used. @throws CodedError HUB_DISK_FULL, HUB_STORAGE */
  async byLink(recordingId: RecordingId, claims: LinkClaims, address: string): Promise<void> {
    const known = this.used.get(claims.nonce)
    if (known) return known.noted
    this.forget()
    const noted = this.note(claims.download ? 'recording.downloaded' : 'recording.played', {
      recordingId,
      operatorId: claims.operatorId,
      address,
    })
    this.used.set(claims.nonce, { until: claims.expiresAt, noted })
    // What was not written down was not heard: the next attempt must write again.
    noted.catch(() => this.used.delete(claims.nonce))
    return noted
  }

  async note(
    action: string,
    what: { recordingId: RecordingId; operatorId: OperatorId; address: string; detail?: object },
  ): Promise<void> {
    const { stores, now } = this.parts
    const stored = await stores.recordings.get(what.recordingId)
    await stores.audit.append({
      at: now(),
      actor: what.operatorId,
      action,
      subject: what.recordingId,
      detail: {
        address: what.address,
        ...(stored ? { contactId: stored.contactId } : {}),
        ...(stored?.callId ? { callId: stored.callId } : {}),
        ...what.detail,
      },
    })
  }

  private forget(): void {
    const now = this.parts.now()
    for (const [nonce, { until }] of this.used) if (until < now) this.used.delete(nonce)
    const [oldest] = this.used.keys()
    if (oldest !== undefined && this.used.size >= mostRemembered) this.used.delete(oldest)
  }
}
