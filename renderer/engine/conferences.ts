/** A leg of a conference, as far as it matters here. */
type Leg = {
  customer: AudioNode
  add(source: AudioNode): () => void
  letOperatorIn(on: boolean): void
}

/**
 * Who hears whom: every leg of a conference gets the voices of all others mixed to what it is sent, never its own. A
 * held leg says and hears nothing, since its own sound is silent then; it is back with its resume.
 */
export function createConferences(): {
  /** Brings these calls together, out of whatever conference they were in before. */
  join(legs: ReadonlyMap<string, Leg>, withOperator: boolean): void
  /**
   * Takes a call out, as when it ends. Who is left alone is in a plain call with the operator again; of two who were
   * without the operator the second hears nothing until it is taken out too: it is not there to hear the room.
   */
  leave(callId: string): void
} {
  type Conference = { legs: Map<string, Leg>; ends: Map<string, (() => void)[]>; withOperator: boolean }
  const conferences = new Set<Conference>()

  const part = (conference: Conference, callId: string): void => {
    const leg = conference.legs.get(callId)
    if (!leg) return
    conference.legs.delete(callId)
    for (const end of conference.ends.get(callId) ?? []) end()
    conference.ends.delete(callId)
    leg.letOperatorIn(true)
    if (conference.legs.size === 1 && conference.withOperator)
      for (const last of [...conference.legs.keys()]) part(conference, last)
    if (conference.legs.size === 0) conferences.delete(conference)
  }
  const leave = (callId: string): void => {
    for (const conference of [...conferences]) part(conference, callId)
  }

  return {
    join(legs, withOperator) {
      for (const callId of legs.keys()) leave(callId)
      const conference: Conference = { legs: new Map(legs), ends: new Map(), withOperator }
      conferences.add(conference)
      for (const [callId, leg] of legs) {
        leg.letOperatorIn(withOperator)
        for (const [otherId, other] of legs) {
          if (otherId === callId) continue
          const end = leg.add(other.customer)
          // It ends with whichever of the two goes first.
          for (const id of [callId, otherId])
            conference.ends.set(id, [...(conference.ends.get(id) ?? []), end])
        }
      }
    },
    leave,
  }
}
