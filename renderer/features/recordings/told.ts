import { sentence } from '../../../shared/lib/errors.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { useLanguage } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'

/** Tells a refusal in its sentence; true when there was none. */
export function useTold(): (answer: Result<unknown>) => boolean {
  const language = useLanguage()
  return (answer) => {
    if (!answer.ok) notify({ title: sentence(answer.code, language), tone: 'red' })
    return answer.ok
  }
}
