import { defineTexts } from '../../i18n/define.ts'

/** Parts of the screen that have keys of their own besides the commands. */
export const places = ['list', 'timeline', 'player', 'composer', 'card', 'wall'] as const
export type Place = (typeof places)[number]

/** Where the keyboard is: the innermost part around what has the focus. */
export function placeOf(element: Element | null): Place | undefined {
  const around = element?.closest<HTMLElement>('[data-keys], [data-pane]')
  const name = around?.dataset.keys ?? around?.dataset.pane
  const open = document.querySelector('[data-keys="wall"]') ? 'wall' : undefined
  return places.find((place) => place === name) ?? open
}

type PlaceText = Exclude<keyof typeof placeTexts.texts, Place>

/** The keys of each part: what stands on the caps, and what they do. Physical, as the commands are. */
export const placeKeys: Record<Place, readonly (readonly [string, PlaceText])[]> = {
  list: [
    ['↑ ↓', 'choose'],
    ['PgUp PgDn', 'page'],
    ['Home End', 'edges'],
    ['Enter', 'open'],
  ],
  timeline: [
    ['↑ ↓', 'walk'],
    ['PgUp PgDn', 'page'],
    ['Home End', 'edges'],
    ['Enter', 'act'],
    ['C', 'copy'],
    ['M', 'toCase'],
    ['Esc', 'toComposer'],
  ],
  player: [
    ['Space', 'play'],
    ['← →', 'seek'],
    ['Shift ← →', 'seekFine'],
    ['[ ]', 'speed'],
    ['C', 'comment'],
    ['0', 'start'],
  ],
  composer: [
    ['Enter', 'send'],
    ['Shift Enter', 'line'],
  ],
  card: [
    ['Tab', 'through'],
    ['Enter', 'edit'],
    ['Esc', 'leave'],
  ],
  wall: [
    ['← ↑ → ↓', 'choose'],
    ['L', 'listen'],
    ['W', 'whisper'],
    ['B', 'barge'],
    ['T', 'takeOver'],
    ['S', 'stop'],
    ['F5', 'sort'],
  ],
}

export const placeTexts = defineTexts('place-keys', {
  list: { ru: 'В списке', pl: 'Na liście', en: 'In the list' },
  timeline: { ru: 'В ленте', pl: 'Na osi czasu', en: 'On the timeline' },
  player: { ru: 'В записи', pl: 'W nagraniu', en: 'In the recording' },
  composer: { ru: 'В поле ответа', pl: 'W polu odpowiedzi', en: 'In the reply field' },
  card: { ru: 'На карточке', pl: 'Na karcie', en: 'On the card' },
  wall: { ru: 'На стене', pl: 'Na ścianie', en: 'On the wall' },
  choose: { ru: 'Выбрать', pl: 'Wybierz', en: 'Choose' },
  page: { ru: 'Страницами', pl: 'Stronami', en: 'By pages' },
  edges: { ru: 'К началу и концу', pl: 'Na początek i koniec', en: 'To the start and the end' },
  open: { ru: 'Открыть', pl: 'Otwórz', en: 'Open' },
  walk: { ru: 'По записям ленты', pl: 'Po wpisach', en: 'From item to item' },
  act: { ru: 'Открыть или сделать главное', pl: 'Otwórz albo zrób główne', en: 'Open, or do what it offers' },
  copy: { ru: 'Копировать текст', pl: 'Kopiuj tekst', en: 'Copy the words' },
  toCase: { ru: 'К какому делу', pl: 'Do której sprawy', en: 'Which case it is of' },
  toComposer: { ru: 'К полю ответа', pl: 'Do pola odpowiedzi', en: 'To the reply field' },
  play: { ru: 'Слушать, пауза', pl: 'Odtwórz, wstrzymaj', en: 'Play, pause' },
  seek: { ru: 'Назад и вперёд на 5 с', pl: 'Wstecz i naprzód o 5 s', en: 'Back and forth by 5 s' },
  seekFine: { ru: 'На 1 с', pl: 'O 1 s', en: 'By 1 s' },
  speed: { ru: 'Медленнее, быстрее', pl: 'Wolniej, szybciej', en: 'Slower, faster' },
  comment: { ru: 'Заметка к этой секунде', pl: 'Komentarz do tej sekundy', en: 'Comment on this second' },
  start: { ru: 'К началу', pl: 'Na początek', en: 'To the start' },
  send: { ru: 'Отправить', pl: 'Wyślij', en: 'Send' },
  line: { ru: 'Новая строка', pl: 'Nowy wiersz', en: 'New line' },
  through: { ru: 'По полям', pl: 'Po polach', en: 'From field to field' },
  edit: { ru: 'Изменить', pl: 'Zmień', en: 'Change' },
  leave: { ru: 'Оставить как было', pl: 'Zostaw bez zmian', en: 'Leave as it was' },
  listen: { ru: 'Слушать', pl: 'Słuchaj', en: 'Listen' },
  whisper: { ru: 'Шептать оператору', pl: 'Szept do operatora', en: 'Whisper' },
  barge: { ru: 'Войти в разговор', pl: 'Wejdź w rozmowę', en: 'Join' },
  takeOver: { ru: 'Забрать разговор', pl: 'Przejmij rozmowę', en: 'Take over' },
  stop: { ru: 'Закончить', pl: 'Zakończ', en: 'Stop' },
  sort: { ru: 'Расставить заново', pl: 'Ułóż na nowo', en: 'Sort anew' },
})
