import { defineTexts } from '../../i18n/define.ts'
import type { Say } from '../../i18n/use-text.tsx'

export const auditTexts = defineTexts('audit', {
  title: { ru: 'Журнал доступа', pl: 'Dziennik dostępu', en: 'Audit' },
  why: {
    ru: 'Кто смотрел карточки, слушал и скачивал записи, открывал скрытое и что менял. Изменить или стереть журнал нельзя, а его чтение тоже записано.',
    pl: 'Kto oglądał karty, słuchał i pobierał nagrania, odkrywał ukryte dane i co zmieniał. Dziennika nie da się zmienić ani skasować, a jego odczyt też jest zapisany.',
    en: 'Who opened cards, listened to and downloaded recordings, revealed what is masked, and what they changed. It cannot be altered or erased, and reading it is in it too.',
  },
  listened: { ru: 'Кто слушал', pl: 'Kto słuchał', en: 'Who listened' },
  nobody: {
    ru: 'Эту запись ещё никто не слушал',
    pl: 'Nikt jeszcze nie słuchał',
    en: 'Nobody has listened to it yet',
  },
  none: { ru: 'Записей журнала нет', pl: 'Brak wpisów', en: 'Nothing is in it' },
  when: { ru: 'Когда', pl: 'Kiedy', en: 'When' },
  who: { ru: 'Кто', pl: 'Kto', en: 'Who' },
  what: { ru: 'Что', pl: 'Co', en: 'What' },
  from: { ru: 'Откуда', pl: 'Skąd', en: 'From' },
  all: { ru: 'Всё', pl: 'Wszystko', en: 'Everything' },
  areaCards: { ru: 'Карточки', pl: 'Karty', en: 'Cards' },
  areaMasked: { ru: 'Скрытое', pl: 'Ukryte dane', en: 'What is masked' },
  anybody: { ru: 'Все сотрудники', pl: 'Wszyscy', en: 'Everybody' },
  any: { ru: 'За всё время', pl: 'Z całego czasu', en: 'Of all time' },
  today: { ru: 'Сегодня', pl: 'Dzisiaj', en: 'Today' },
  week: { ru: '7 дней', pl: '7 dni', en: '7 days' },
  month: { ru: '30 дней', pl: '30 dni', en: '30 days' },
  person: { ru: 'О ком', pl: 'O kim', en: 'About whom' },
  anyPerson: { ru: 'О любом клиенте', pl: 'O każdym kliencie', en: 'Any customer' },
  openPerson: { ru: 'Об открытом клиенте', pl: 'O otwartym kliencie', en: 'The open customer' },
  export: { ru: 'Скачать CSV', pl: 'Pobierz CSV', en: 'Download CSV' },
  'card.opened': { ru: 'открывает карточку', pl: 'otwiera kartę', en: 'opens the card' },
  'replica.cards': {
    ru: 'получает карточки для работы без связи',
    pl: 'pobiera karty do pracy bez łączności',
    en: 'is given cards to work offline',
  },
  'card.set-field': {
    ru: 'меняет поле карточки',
    pl: 'zmienia pole karty',
    en: 'changes a field of the card',
  },
  'card.add-tag': { ru: 'ставит метку', pl: 'dodaje etykietę', en: 'adds a tag' },
  'card.link': { ru: 'связывает карточки', pl: 'łączy karty', en: 'links cards' },
  'card.unlink': { ru: 'разъединяет карточки', pl: 'rozłącza karty', en: 'unlinks cards' },
  'redaction.revealed': { ru: 'смотрит скрытое', pl: 'ogląda ukryte dane', en: 'reveals what is masked' },
  'admin.add-operator': { ru: 'добавляет сотрудника', pl: 'dodaje osobę', en: 'adds a person' },
  'admin.disable-operator': {
    ru: 'меняет право входа',
    pl: 'zmienia prawo logowania',
    en: 'changes who may sign in',
  },
  'admin.set-roles': { ru: 'меняет роли', pl: 'zmienia role', en: 'changes roles' },
  'admin.set-routing': {
    ru: 'меняет очереди и правила',
    pl: 'zmienia kolejki i zasady',
    en: 'changes queues and their rules',
  },
  'people.imported': { ru: 'загружает клиентов', pl: 'importuje klientów', en: 'imports customers' },
  'people.exported': { ru: 'выгружает клиентов', pl: 'eksportuje klientów', en: 'exports customers' },
  'admin.set-scope': {
    ru: 'меняет область супервизора',
    pl: 'zmienia zakres supervisora',
    en: 'changes a supervisor’s scope',
  },
  'audit.exported': { ru: 'выгружает журнал', pl: 'eksportuje dziennik', en: 'exports the audit' },
  areaRecordings: { ru: 'Записи', pl: 'Nagrania', en: 'Recordings' },
  areaHolds: { ru: 'Запреты на удаление', pl: 'Blokady usuwania', en: 'Legal holds' },
  areaSupervision: { ru: 'Подключения', pl: 'Podsłuch', en: 'Supervision' },
  areaSettings: { ru: 'Настройки', pl: 'Ustawienia', en: 'Settings' },
  areaAudit: { ru: 'Сам журнал', pl: 'Sam dziennik', en: 'The audit itself' },
  older: { ru: 'Раньше', pl: 'Wcześniejsze', en: 'Earlier' },
  'recording.played': { ru: 'слушает запись', pl: 'odtwarza nagranie', en: 'plays the recording' },
  'recording.heard': { ru: 'прослушано', pl: 'odsłuchano', en: 'heard' },
  'recording.downloaded': { ru: 'скачивает запись', pl: 'pobiera nagranie', en: 'downloads the recording' },
  'recording.placed': {
    ru: 'ставит запись АТС на звонок',
    pl: 'przypisuje nagranie centrali',
    en: 'puts a recording of the PBX on a call',
  },
  'recording.discarded': {
    ru: 'убирает запись АТС',
    pl: 'odrzuca nagranie centrali',
    en: 'discards a recording of the PBX',
  },
  'hold.placed': { ru: 'запрещает удаление', pl: 'blokuje usuwanie', en: 'places a legal hold' },
  'hold.lifted': {
    ru: 'снимает запрет на удаление',
    pl: 'zdejmuje blokadę usuwania',
    en: 'lifts a legal hold',
  },
  'admin.set-settings': {
    ru: 'меняет настройки компании',
    pl: 'zmienia ustawienia firmy',
    en: 'changes the company’s settings',
  },
  'admin.set-field-kind': {
    ru: 'меняет, какое поле для данных карты',
    pl: 'zmienia, które pole jest na dane karty',
    en: 'changes which field is for card data',
  },
  'admin.set-intake': {
    ru: 'меняет приём записей АТС',
    pl: 'zmienia odbiór nagrań centrali',
    en: 'changes how the PBX’s recordings come in',
  },
  'audit.read': { ru: 'читает журнал', pl: 'czyta dziennik', en: 'reads the audit' },
})

/** An action in words; one that this console does not know yet stands as it is. */
export const auditWord = (action: string, say: Say<(typeof auditTexts)['texts']>): string =>
  Object.hasOwn(auditTexts.texts, action) ? say(action as keyof (typeof auditTexts)['texts']) : action
