import type { OperatorId } from '../../shared/lib/ids.ts'
import type { PresenceLine } from '../../shared/protocol/routing-protocol.ts'
import type { PresenceBoard } from '../operators/presence.ts'
import type { Consoles } from '../parts.ts'

/** Long enough for a crowd that comes back together, short enough for nobody to notice. */
const gatherMs = 50

/**
 * Tells consoles who came and went. The first change goes out at once, what follows within a moment travels together:
 * five hundred consoles that come back after a cut are not told of each other one by one.
 */
export class PresenceFan {
  private readonly consoles: Consoles
  private readonly gathered = new Map<OperatorId, PresenceLine>()
  private timer: NodeJS.Timeout | undefined

  constructor(presence: PresenceBoard, consoles: Consoles) {
    this.consoles = consoles
    presence.onChanged((line) => this.take(line))
  }

  dispose(): void {
    clearTimeout(this.timer)
  }

  private take(line: PresenceLine): void {
    if (this.timer) {
      this.gathered.set(line.operatorId, line)
      return
    }
    this.consoles.push('presence', line)
    this.timer = setTimeout(() => this.tell(), gatherMs)
  }

  private tell(): void {
    this.timer = undefined
    const lines = [...this.gathered.values()]
    this.gathered.clear()
    const [first] = lines
    if (!first) return
    if (lines.length === 1) this.consoles.push('presence', first)
    else this.consoles.push('presences', { lines })
    this.timer = setTimeout(() => this.tell(), gatherMs)
  }
}
