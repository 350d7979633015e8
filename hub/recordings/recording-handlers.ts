import { CodedError } from '../../shared/lib/result.ts'
import { hubPaths } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'
import type { Handlers } from '../realtime/caller.ts'
import { signLink } from './object-store.ts'

const linkMs = 10 * 60_000

/** The key that a recording's sound lies under. */
export const recordingKey = (recordingId: string): string => `recording/${recordingId}`
export const recordingPath = (recordingId: string): string =>
  `${hubPaths.recording}/${encodeURIComponent(recordingId)}`

export function recordingHandlers({ objects, keys, now }: Parts): Handlers<'recording.link'> {
  return {
    'recording.link': async ({ recordingId }) => {
      if (!(await objects.get(recordingKey(recordingId)))) throw new CodedError('RECORDING_NOT_FOUND')
      const expiresAt = now() + linkMs
      return { path: signLink(keys.link, recordingPath(recordingId), expiresAt), expiresAt }
    },
  }
}
