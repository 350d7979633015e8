import type { Conversation } from '../../shared/domain/conversation.ts'
import type { ConversationId, OperatorId } from '../../shared/lib/ids.ts'
import type { DeskState } from '../../shared/supervision/board.ts'

/** A call does not go on for longer; one without an end is one whose console died. */
const longestCallMs = 6 * 3_600_000
export type InCall = 'talking' | 'after-call'

/**
 * Who is on the telephone, from the log and from what consoles tell of calls that ring, and who still writes down what
 * was said.
 */
export class CallActivity {
  private readonly calls = new Map<ConversationId, Conversation>()
  private readonly ringing = new Map<string, OperatorId>()

  take(row: Conversation): OperatorId[] {
    const before = this.calls.get(row.conversationId)
    if (row.status === 'talking' || row.status === 'wrap-up') this.calls.set(row.conversationId, row)
    else this.calls.delete(row.conversationId)
    return [...new Set([...operatorsOf(before), ...operatorsOf(row)])]
  }

  /** What a console tells of its calls: who is rung is spared new chats from the first moment on. */
  told(console: string, operatorId: OperatorId, { calls }: DeskState): void {
    const rings = calls.some((call) => call.phase !== 'ended' && call.phase !== 'connected')
    if (rings) this.ringing.set(console, operatorId)
    else this.ringing.delete(console)
  }

  left(console: string): void {
    this.ringing.delete(console)
  }

  /** Everybody who is in a call at a moment, each by the strongest of what they do. */
  at(now: number, afterCallMs: number): Map<OperatorId, InCall> {
    const found = new Map<OperatorId, InCall>()
    for (const row of this.calls.values()) {
      if (row.status === 'wrap-up') {
        if (now - row.lastAt >= afterCallMs) continue
        for (const id of operatorsOf(row)) if (!found.has(id)) found.set(id, 'after-call')
      } else if (now - row.lastAt < longestCallMs) for (const id of operatorsOf(row)) found.set(id, 'talking')
    }
    return found
  }

  rings(operatorId: OperatorId): boolean {
    return [...this.ringing.values()].includes(operatorId)
  }
}

const operatorsOf = (row: Conversation | undefined): OperatorId[] =>
  row ? [row.operatorId, row.leg?.operatorId].flatMap((id) => id ?? []) : []
