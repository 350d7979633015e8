import { createHash } from 'node:crypto'
import { AnnouncementSound } from '../../shared/domain/recording-rules.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { clean } from '../lib/clean.ts'
import type { Parts } from '../parts.ts'
import type { Handlers } from '../realtime/caller.ts'
import type { Retention } from './retention.ts'

/** A customer has called to talk. */
const longestSeconds = 30
const mostSounds = 50
const soundKey = (soundId: string): string => `sound/${soundId}`

type Names = 'recording.sound' | 'recording.due' | 'admin.add-sound' | 'admin.remove-sound'

/** The sounds that are announced, and what the rules' retention would do. */
export function ruleHandlers({ book, objects, locks }: Parts, retention: Retention): Handlers<Names> {
  const setSounds = async (change: (sounds: AnnouncementSound[]) => AnnouncementSound[]) => {
    const { operators: _, ...company } = book.get()
    const settings = {
      ...company.settings,
      announcementSounds: change(company.settings.announcementSounds ?? []),
    }
    await book.set({ ...company, settings })
    return settings
  }

  return {
    'recording.sound': async ({ soundId }) => {
      const object = await objects.get(soundKey(soundId))
      if (!object) throw new CodedError('NOT_FOUND')
      const chunks: Buffer[] = []
      for await (const chunk of object.stream()) chunks.push(chunk as Buffer)
      return { data: Buffer.concat(chunks).toString('base64') }
    },

    'recording.due': async ({ rules }) => {
      const lastRunAt = await retention.lastRunAt()
      return { ...(await retention.due(rules)), ...(lastRunAt === undefined ? {} : { lastRunAt }) }
    },

    'admin.add-sound': ({ name, data }) =>
      locks.run('announcement-sounds', async () => {
        const bytes = new Uint8Array(Buffer.from(data, 'base64'))
        const { probe } = await import('./intake/probe.ts')
        const probed = await probe(bytes).catch(() => undefined)
        if (!probed || probed.seconds > longestSeconds) throw new CodedError('SOUND_UNREADABLE')
        // The same sound twice is one, also when the request comes again.
        const soundId = `s-${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}`
        await objects.put(soundKey(soundId), bytes)
        const sound = { soundId, name: clean(name), seconds: Math.round(probed.seconds * 10) / 10 }
        return setSounds((sounds) => {
          const others = sounds.filter((one) => one.soundId !== soundId)
          if (others.length >= mostSounds) throw new CodedError('TOO_LARGE')
          return [...others, AnnouncementSound.parse(sound)]
        })
      }),

    'admin.remove-sound': ({ soundId }) =>
      locks.run('announcement-sounds', async () => {
        const rules = book.get().settings.recordingRules
        const used = [rules?.otherwise, ...(rules?.rules ?? [])].some(
          (rule) => rule?.announcement.kind === 'sound' && rule.announcement.soundId === soundId,
        )
        if (used) throw new CodedError('SOUND_IN_USE')
        const settings = await setSounds((sounds) => sounds.filter((one) => one.soundId !== soundId))
        await objects.delete(soundKey(soundId))
        return settings
      }),
  }
}
