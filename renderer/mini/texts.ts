import { defineTexts } from '../i18n/define.ts'

/** The small call window; what it says like the large one is said by the phone's own texts. */
export const miniTexts = defineTexts('mini', {
  attempt: {
    ru: '{{ordinal}}-й звонок сегодня',
    pl: '{{ordinal}}. telefon dzisiaj',
    en: 'call {{ordinal}} today',
  },
  open: { ru: 'Открыть Kommutator', pl: 'Otwórz Kommutator', en: 'Open Kommutator' },
  nothing: { ru: 'О звонящем пока ничего', pl: 'Nic o dzwoniącym', en: 'Nothing known about them yet' },
  armed: {
    ru: 'Enter — ответить, Esc — выйти',
    pl: 'Enter – odbierz, Esc – wyjdź',
    en: 'Enter answers, Esc leaves',
  },
  linkDown: { ru: 'связь восстанавливается', pl: 'łączymy ponownie', en: 'reconnecting' },
  calling: { ru: 'вызываем', pl: 'wybieranie', en: 'calling' },
})
