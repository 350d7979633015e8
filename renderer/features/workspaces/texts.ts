import { defineTexts } from '../../i18n/define.ts'

export const workspaceTexts = defineTexts('workspaces', {
  title: { ru: 'Рабочие места', pl: 'Układy pracy', en: 'Workspaces' },
  hint: {
    ru: 'Запоминают обращения рядом и в окнах, вкладку списка, плотность и карточку',
    pl: 'Pamiętają rozmowy obok i w oknach, zakładkę listy, gęstość i kartę',
    en: 'They keep the conversations beside and in windows, the tab of the list, density and the card',
  },
  name: { ru: 'Название', pl: 'Nazwa', en: 'Name' },
  save: { ru: 'Запомнить как сейчас', pl: 'Zapamiętaj obecny', en: 'Keep as it is now' },
  open: { ru: 'Открыть', pl: 'Otwórz', en: 'Open' },
  openNamed: { ru: 'Рабочее место «{{name}}»', pl: 'Układ „{{name}}”', en: 'Workspace “{{name}}”' },
  remove: { ru: 'Забыть «{{name}}»', pl: 'Usuń „{{name}}”', en: 'Forget “{{name}}”' },
})
