import { defineTexts } from '../../i18n/define.ts'

export const peopleTexts = defineTexts('settings-people', {
  title: { ru: 'Клиенты таблицей', pl: 'Klienci w tabeli', en: 'Customers as a table' },
  hint: {
    ru: 'CSV в UTF-8 или Windows-1251, до 50 МБ. Столбцы: имя, телефон, почта, карта, город, язык, метки и ваши поля. Сначала видно, что изменится.',
    pl: 'CSV w UTF-8 albo Windows-1251, do 50 MB. Kolumny: imię, telefon, e-mail, karta, miasto, język, etykiety i Wasze pola. Najpierw widać, co się zmieni.',
    en: 'CSV in UTF-8 or Windows-1251, up to 50 MB. Columns: name, phone, e-mail, loyalty card, city, language, tags and your own fields. What would change is shown first.',
  },
  rule: {
    ru: 'Человека узнают по номеру, почте или карте. Если строка подходит нескольким людям, она не принимается.',
    pl: 'Osobę poznaje się po numerze, adresie albo karcie. Wiersz, który pasuje do kilku osób, nie jest przyjmowany.',
    en: 'A person is known by number, address or card. A row that belongs to several people is not taken.',
  },
  choose: { ru: 'Выбрать файл', pl: 'Wybierz plik', en: 'Choose a file' },
  exportAll: { ru: 'Выгрузить всех', pl: 'Eksportuj wszystkich', en: 'Export everybody' },
  exporting: {
    ru: 'Выгружено {{n}} из {{all}}',
    pl: 'Wyeksportowano {{n}} z {{all}}',
    en: '{{n}} of {{all}} exported',
  },
  checking: {
    ru: 'Проверяем: {{n}} из {{all}}',
    pl: 'Sprawdzamy: {{n}} z {{all}}',
    en: 'Checking: {{n}} of {{all}}',
  },
  running: {
    ru: 'Принимаем: {{n}} из {{all}}',
    pl: 'Przyjmujemy: {{n}} z {{all}}',
    en: 'Taking in: {{n}} of {{all}}',
  },
  checked: { ru: 'Что изменится', pl: 'Co się zmieni', en: 'What would change' },
  done: { ru: 'Принято', pl: 'Przyjęto', en: 'Taken in' },
  stopped: {
    ru: 'Остановилось на {{n}} из {{all}}',
    pl: 'Zatrzymano na {{n}} z {{all}}',
    en: 'Stopped at {{n}} of {{all}}',
  },
  goOn: { ru: 'Продолжить', pl: 'Kontynuuj', en: 'Go on' },
  take: {
    ru: { one: 'Принять {{count}} строку', few: 'Принять {{count}} строки', many: 'Принять {{count}} строк' },
    pl: {
      one: 'Przyjmij {{count}} wiersz',
      few: 'Przyjmij {{count}} wiersze',
      many: 'Przyjmij {{count}} wierszy',
    },
    en: { one: 'Take in {{count}} row', other: 'Take in {{count}} rows' },
  },
  forget: { ru: 'Убрать', pl: 'Zamknij', en: 'Close' },
  new: { ru: 'новых', pl: 'nowych', en: 'new' },
  changed: { ru: 'изменятся', pl: 'zmienione', en: 'changed' },
  same: { ru: 'без изменений', pl: 'bez zmian', en: 'the same' },
  refused: { ru: 'не принято', pl: 'nieprzyjęte', en: 'not taken' },
  unknown: {
    ru: 'Столбцы, которых здесь нет: {{names}}',
    pl: 'Kolumny, których tu nie ma: {{names}}',
    en: 'Columns that mean nothing here: {{names}}',
  },
  more: { ru: 'и ещё {{n}}', pl: 'i jeszcze {{n}}', en: 'and {{n}} more' },
  row: { ru: 'Строка {{line}}', pl: 'Wiersz {{line}}', en: 'Row {{line}}' },
})
