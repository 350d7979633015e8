import type { RecordingId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { hubPaths } from '../../shared/protocol/hub-protocol.ts'
import { clean } from '../lib/clean.ts'
import { command } from '../lib/command.ts'
import { fact } from '../lib/fact.ts'
import type { Parts } from '../parts.ts'
import { type Caller, type Handlers, operatorOf } from '../realtime/caller.ts'
import { signLink } from './links.ts'
import type { ListeningLog } from './listening-log.ts'
import { soundType } from './sound-type.ts'

const linkMs = 10 * 60_000

/** The key that a recording's sound lies under. */
export const recordingKey = (recordingId: string): string => `recording/${recordingId}`
export const recordingPath = (recordingId: string): string =>
  `${hubPaths.recording}/${encodeURIComponent(recordingId)}`

type Names =
  | 'recording.link'
  | 'recording.download'
  | 'recording.heard'
  | 'recording.comment'
  | 'recording.uncomment'

/** Listening to recordings, and what is said of them. */
export function recordingHandlers(parts: Parts, listening: ListeningLog): Handlers<Names> {
  const { objects, keys, now, stores } = parts

  async function link(recordingId: RecordingId, caller: Caller, download: boolean) {
    const { operatorId, roles } = operatorOf(caller)
    const stored = await stores.recordings.get(recordingId)
    if (stored?.removedAt !== undefined) throw new CodedError('RECORDING_REMOVED')
    // What is on nobody's call yet is only for those who decide whose it is.
    if (!stored && !roles.some((role) => role === 'supervisor' || role === 'admin'))
      throw new CodedError('RECORDING_NOT_FOUND')
    const object = await objects.get(recordingKey(recordingId))
    if (!object) throw new CodedError('RECORDING_NOT_FOUND')
    const expiresAt = now() + linkMs
    const path = signLink(keys.link, recordingPath(recordingId), { operatorId, expiresAt, download })
    return { path, expiresAt, object, stored }
  }

  return {
    'recording.link': async ({ recordingId }, caller) => {
      const { path, expiresAt } = await link(recordingId, caller, false)
      return { path, expiresAt }
    },

    'recording.download': async ({ recordingId }, caller) => {
      const { path, expiresAt, object, stored } = await link(recordingId, caller, true)
      const day = new Date(stored?.at ?? now()).toISOString().slice(0, 16).replace('T', ' ').replace(':', '-')
      const type = (await soundType(object)).split('/')[1] ?? 'bin'
      const ending = type === 'octet-stream' ? 'bin' : type === 'mpeg' ? 'mp3' : type
      return { path, expiresAt, fileName: `${day} ${recordingId.slice(0, 8)}.${ending}` }
    },

    'recording.heard': async ({ recordingId, stretches }, caller) => {
      const round = (seconds: number) => Math.round(seconds * 10) / 10
      await listening.note('recording.heard', {
        recordingId,
        operatorId: operatorOf(caller).operatorId,
        address: caller.address,
        detail: { stretches: stretches.map(({ from, to }) => ({ from: round(from), to: round(to) })) },
      })
      return {}
    },

    'recording.comment': async ({ id, callId, recordingId, commentId, second, text }, caller) => {
      const { operatorId } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: `call:${callId}` }, async () => {
        const call = await stores.people.call(callId)
        const stored = await stores.recordings.get(recordingId)
        if (!call || stored?.callId !== callId) throw new CodedError('RECORDING_NOT_FOUND')
        const words = clean(text).trim()
        if (!words) throw new CodedError('INVALID_INPUT', 'empty')
        return {
          events: [
            fact('recording.comment-added', call.contactId, now(), {
              interactionId: call.interactionId,
              callId,
              recordingId,
              commentId,
              second,
              text: words,
              operatorId,
            }),
          ],
        }
      })
      return {}
    },

    'recording.uncomment': async ({ id, callId, commentId }, caller) => {
      const { operatorId, roles } = operatorOf(caller)
      await command(parts, { actor: operatorId, id, on: `call:${callId}` }, async () => {
        const call = await stores.people.call(callId)
        const said = await stores.events.recent(
          call?.contactId ?? ('' as never),
          ['recording.comment-added', 'recording.comment-removed'],
          mostComments,
        )
        const added = said.find((e) => e.type === 'recording.comment-added' && e.commentId === commentId)
        const removed = said.some((e) => e.type === 'recording.comment-removed' && e.commentId === commentId)
        if (!call || removed || added?.type !== 'recording.comment-added' || added.callId !== callId)
          throw new CodedError('NOT_FOUND')
        const boss = roles.includes('supervisor') || roles.includes('admin')
        if (added.operatorId !== operatorId && !boss) throw new CodedError('FORBIDDEN')
        const { interactionId, contactId } = call
        const { recordingId } = added
        return {
          events: [
            fact('recording.comment-removed', contactId, now(), {
              interactionId,
              callId,
              recordingId,
              commentId,
              operatorId,
            }),
          ],
        }
      })
      return {}
    },
  }
}

/** Nobody reads more comments of one person than this. */
const mostComments = 2000
