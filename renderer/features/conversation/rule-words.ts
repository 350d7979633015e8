import { channelRules, type Refusal, rulesOf } from '../../../shared/domain/channel-rules.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { fileSize } from '../../i18n/format.ts'
import type { Say } from '../../i18n/use-text.tsx'
import type { composerTexts } from './composer-texts.ts'
import type { Target } from './targets.ts'

type Tell = Say<(typeof composerTexts)['texts']>

/** What is left until a moment: `23:56` in hours and minutes. */
export function left(until: number, now: number): string {
  const minutes = Math.max(0, Math.ceil((until - now) / 60_000))
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** The rule of a way, in a few words. */
export function ruleWords(target: Target, now: number, say: Tell, language: Language): string {
  if (target.open === 'nothing') return say('ruleFirst')
  if (target.open === 'template') return say('ruleTemplate')
  if (target.closesAt !== undefined) return say('ruleOpenFor', { time: left(target.closesAt, now) })
  const rules = rulesOf(target.channel)
  if (!rules || rules.fileCount === 0)
    return say('ruleSms', { count: target.account?.maxLength ?? channelRules.sms.text })
  const most = Math.max(...Object.values(rules.files))
  return say('ruleFiles', { size: fileSize(most / 1024, language) })
}

/** Why a message may not leave, with the figures that the catalogue cannot know. */
export function refusalWords(refused: Refusal, say: Tell, language: Language): string {
  if (refused.code === 'FILE_TOO_LARGE' && refused.limit !== undefined)
    return `${refused.file}: ${say('over', { size: fileSize(refused.limit / 1024, language) })}`
  const words = sentence(refused.code, language)
  return refused.file ? `${refused.file}: ${words}` : words
}
