import { defineTexts } from '../../i18n/define.ts'

export const loadTexts = defineTexts('settings-load', {
  title: { ru: 'Нагрузка и перерывы', pl: 'Obciążenie i przerwy', en: 'Load and breaks' },
  hint: {
    ru: 'Сколько обращений сотрудник ведёт сразу. У одного человека может быть иначе: «Команда», его строка.',
    pl: 'Ile rozmów jedna osoba prowadzi naraz. Dla jednej osoby może być inaczej: „Zespół”, jej wiersz.',
    en: 'How many conversations one person has at once. One person may have it otherwise: Team, their line.',
  },
  total: { ru: 'Всего', pl: 'Razem', en: 'In all' },
  noLimit: { ru: 'без предела', pl: 'bez limitu', en: 'no limit' },
  voiceBlocks: {
    ru: 'Во время звонка не предлагать новое',
    pl: 'W czasie rozmowy telefonicznej nic nowego nie proponować',
    en: 'Offer nothing new during a call',
  },
  afterCall: { ru: 'После звонка, с', pl: 'Po rozmowie, s', en: 'After a call, s' },
  missedOffers: {
    ru: 'Пропущено подряд: нет на месте',
    pl: 'Pominięte z rzędu: nieobecny',
    en: 'Passed in a row: away',
  },
  shortAbandon: { ru: 'Короткий отказ, с', pl: 'Krótka rezygnacja, s', en: 'Short abandon, s' },
  breaks: { ru: 'Перерывы', pl: 'Przerwy', en: 'Breaks' },
  breaksHint: {
    ru: 'Из них выбирают внизу рейки. Дольше предела часы становятся жёлтыми.',
    pl: 'Wybiera się je na dole paska. Po przekroczeniu limitu zegar robi się żółty.',
    en: 'Chosen from at the foot of the rail. Beyond its limit the clock turns amber.',
  },
  name: { ru: 'Название', pl: 'Nazwa', en: 'Name' },
  nameNeeded: { ru: 'Нужно название', pl: 'Potrzebna nazwa', en: 'A name is needed' },
  presence: { ru: 'Коллеги видят', pl: 'Koledzy widzą', en: 'Colleagues see' },
  away: { ru: 'нет на месте', pl: 'nieobecny', en: 'away' },
  busy: { ru: 'занят', pl: 'zajęty', en: 'busy' },
  limit: { ru: 'Предел, мин', pl: 'Limit, min', en: 'Limit, min' },
  remove: { ru: 'Убрать: {{name}}', pl: 'Usuń: {{name}}', en: 'Remove: {{name}}' },
  newBreak: { ru: 'Название перерыва', pl: 'Nazwa przerwy', en: 'Name of a break' },
  addBreak: { ru: 'Добавить перерыв', pl: 'Dodaj przerwę', en: 'Add a break' },
})
