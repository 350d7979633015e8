import { defineTexts } from '../../i18n/define.ts'
import { useText } from '../../i18n/use-text.tsx'
import { usePerson } from './store.ts'

const texts = defineTexts('person', {
  visitor: { ru: 'Посетитель сайта', pl: 'Gość strony', en: 'Site visitor' },
  unnamed: { ru: 'Имя неизвестно', pl: 'Imię nieznane', en: 'Name unknown' },
})

/** What stands in the place of the person's name while nobody knows it: what is known of them at least. */
export function useNameless(): string {
  const say = useText(texts)
  const kinds = usePerson((s) => s.card?.identities)
  return say(kinds?.length && kinds.every(({ kind }) => kind === 'visitor') ? 'visitor' : 'unnamed')
}
