import { defineTexts } from '../../i18n/define.ts'

/** Legal holds, on the card, at a recording and in the settings. */
export const holdTexts = defineTexts('legal-holds', {
  onHold: { ru: 'удаление запрещено', pl: 'usuwanie zablokowane', en: 'legal hold' },
  title: { ru: 'Удаление запрещено', pl: 'Usuwanie zablokowane', en: 'Legal hold' },
  place: { ru: 'Запретить удаление', pl: 'Zablokuj usuwanie', en: 'Place a legal hold' },
  placeMenu: { ru: 'Запретить удаление…', pl: 'Zablokuj usuwanie…', en: 'Place a legal hold…' },
  lift: { ru: 'Снять запрет на удаление', pl: 'Zdejmij blokadę', en: 'Lift the legal hold' },
  placeCallWhy: {
    ru: 'Запись этого звонка не удалится, пока запрет не снимут. Кто и почему, видно в карточке и в журнале.',
    pl: 'Nagranie tej rozmowy nie zostanie usunięte, dopóki blokada trwa. Kto i dlaczego, widać na karcie i w dzienniku.',
    en: 'The recording of this call stays until the hold is lifted. Who and why is on the card and in the audit.',
  },
  placePersonWhy: {
    ru: 'Ни одна запись этого клиента, ни прежняя, ни новая, не удалится, пока запрет не снимут. Кто и почему, видно в карточке и в журнале.',
    pl: 'Żadne nagranie tego klienta, dawne ani nowe, nie zostanie usunięte, dopóki blokada trwa. Kto i dlaczego, widać na karcie i w dzienniku.',
    en: 'No recording of this customer, old or new, is removed until the hold is lifted. Who and why is on the card and in the audit.',
  },
  liftWhy: {
    ru: 'После этого записи удалятся в свой срок.',
    pl: 'Potem nagrania zostaną usunięte w swoim terminie.',
    en: 'After that recordings go when their time is over.',
  },
  reason: { ru: 'Причина', pl: 'Powód', en: 'Reason' },
  cancel: { ru: 'Отмена', pl: 'Anuluj', en: 'Cancel' },
  by: { ru: '{{name}}, {{when}}', pl: '{{name}}, {{when}}', en: '{{name}}, {{when}}' },
  listWhy: {
    ru: 'Пока запрет стоит, сроки хранения на эти записи не действуют. Запрет на всего клиента ставится в меню его карточки, на один звонок у его записи.',
    pl: 'Dopóki blokada trwa, terminy przechowywania nie działają. Blokadę na całego klienta zakłada się w menu jego karty, na jedną rozmowę przy jej nagraniu.',
    en: 'While a hold stands, retention leaves these recordings alone. A hold on a customer is placed from the menu of their card, on one call at its recording.',
  },
  none: { ru: 'Запретов нет', pl: 'Brak blokad', en: 'No holds' },
  who: { ru: 'Клиент', pl: 'Klient', en: 'Customer' },
  what: { ru: 'Что', pl: 'Co', en: 'What' },
  placedBy: { ru: 'Кто и когда', pl: 'Kto i kiedy', en: 'By whom' },
  everything: { ru: 'все записи', pl: 'wszystkie nagrania', en: 'every recording' },
  call: { ru: 'звонок {{when}}', pl: 'rozmowa {{when}}', en: 'call of {{when}}' },
  unnamed: { ru: 'Без имени', pl: 'Bez nazwy', en: 'Nameless' },
  openCard: { ru: 'Открыть карточку', pl: 'Otwórz kartę', en: 'Open the card' },
})
