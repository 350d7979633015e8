import type { Language } from '../lib/language.ts'

/**
 * The words by which promises are known, per language. Everything is matched as whole words in lower case; patterns are
 * sources of regular expressions, so that they can be put together.
 */
export type PromiseWords = {
  /** Something that we will do: the first person and the future. */
  verb: string
  /** Before the verb it turns a promise into its opposite. */
  not: string
  /** Days from today, by word. */
  days: Record<string, number>
  /** From Sunday on, every form that is written after a preposition. */
  weekdays: readonly string[]
  /** Before a weekday: the one of the week after this one. */
  nextWeek: string
  months: readonly string[]
  /** In so many of a unit: `{unit}` is found in `units`, `{n}` is a figure or one of `counts`. */
  within: string
  units: readonly (readonly [pattern: string, minutes: number])[]
  counts: Record<string, number>
  /** Before an hour: at, after, by. */
  at: string
  /** After an hour: what makes it one of the afternoon, or of the morning. */
  pm: string
  am: string
  /** Hours by name. */
  hours: Record<string, number>
}

const day = 1440

export const promiseWords: Record<Language, PromiseWords> = {
  ru: {
    verb: '(?:перезвон(?:ю|им)|позвон(?:ю|им)|набер(?:у|ём|ем)|напиш(?:у|ем)|отпиш(?:усь|емся)|ответ(?:им|чу)|отправ(?:лю|им)|пришл(?:ю|ём|ем)|вышл(?:ю|ем)|сообщ(?:у|им)|уточн(?:ю|им)|провер(?:ю|им)|верн(?:усь|[её]мся)|свяж(?:усь|емся)|подготов(?:лю|им)|согласу(?:ю|ем)|оформ(?:лю|им))',
    not: '(?:не|никогда не)',
    days: { сегодня: 0, завтра: 1, послезавтра: 2 },
    weekdays: ['воскресенье', 'понедельник', 'вторник', 'среду', 'четверг', 'пятницу', 'субботу'],
    nextWeek: '(?:следующ(?:ий|ую|ее)|след\\.)',
    months: [
      'января',
      'февраля',
      'марта',
      'апреля',
      'мая',
      'июня',
      'июля',
      'августа',
      'сентября',
      'октября',
      'ноября',
      'декабря',
    ],
    within: 'через\\s+(?:{n}\\s+)?{unit}',
    units: [
      ['полчаса', 30],
      ['мин(?:ут[уы]?)?', 1],
      ['час(?:а|ов|ик)?', 60],
      ['д(?:ень|ня|ней)', day],
      ['недел[юиь]', 7 * day],
    ],
    counts: { пару: 2, два: 2, две: 2, три: 3, пять: 5, десять: 10, полтора: 1.5 },
    at: '(?:в|во|к|после|до|около|не позднее|ближе к)',
    pm: '(?:час(?:а|ов)?\\s+)?(?:дня|вечера)',
    am: '(?:час(?:а|ов)?\\s+)?утра',
    hours: { утром: 10, 'до обеда': 12, 'в обед': 13, 'после обеда': 14, днём: 14, днем: 14, вечером: 18 },
  },
  pl: {
    verb: '(?:oddzwoni(?:ę|e|my)|zadzwoni(?:ę|e|my)|napisz(?:ę|e|emy)|odpisz(?:ę|e|emy)|odpowiem(?:y)?|wyśl(?:ę|e|emy)|prześl(?:ę|e|emy)|dam(?:y)? znać|sprawdz(?:ę|e|imy)|potwierdz(?:ę|e|imy)|wróc(?:ę|e|imy)|odezw(?:ę|e|iemy) się|skontaktuj(?:ę|e|emy) się|przygotuj(?:ę|e|emy))',
    not: '(?:nie)',
    days: { dziś: 0, dzisiaj: 0, jutro: 1, pojutrze: 2 },
    weekdays: ['niedzielę', 'poniedziałek', 'wtorek', 'środę', 'czwartek', 'piątek', 'sobotę'],
    nextWeek: '(?:przyszł(?:y|ą)|następn(?:y|ą))',
    months: [
      'stycznia',
      'lutego',
      'marca',
      'kwietnia',
      'maja',
      'czerwca',
      'lipca',
      'sierpnia',
      'września',
      'października',
      'listopada',
      'grudnia',
    ],
    within: 'za\\s+(?:{n}\\s+)?{unit}',
    units: [
      ['pół godziny', 30],
      ['min(?:ut(?:ę|y)?)?', 1],
      ['godzin(?:ę|y|kę)?', 60],
      ['(?:dzień|dni)', day],
      ['tydzień', 7 * day],
      ['tygodnie', 7 * day],
    ],
    counts: { parę: 2, dwa: 2, dwie: 2, trzy: 3, pięć: 5, dziesięć: 10, półtorej: 1.5 },
    at: '(?:o|po|do|przed|około|na)(?:\\s+godz(?:\\.|inie|iny|inę)?)?',
    pm: '(?:po południu|wieczorem)',
    am: '(?:rano)',
    hours: { rano: 9, 'przed południem': 11, 'w południe': 12, 'po południu': 14, wieczorem: 18 },
  },
  en: {
    verb: "(?:(?:i|we)(?:['’]?ll| will| shall| can)\\s+(?:[\\p{L}]+\\s+)?(?:call|ring|phone|write|email|e-mail|send|get back|come back|check|let you know|confirm|prepare|follow up|reply|text|update)|call(?:ing)? you back|(?:get|getting) back to you|call you|ring you|let you know)",
    not: "(?:not|never|cannot|can['’]?t|won['’]?t|don['’]?t)",
    days: { today: 0, tonight: 0, tomorrow: 1, 'day after tomorrow': 2 },
    weekdays: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
    nextWeek: '(?:next)',
    months: [
      'january',
      'february',
      'march',
      'april',
      'may',
      'june',
      'july',
      'august',
      'september',
      'october',
      'november',
      'december',
    ],
    within: '(?:in|within)\\s+(?:{n}\\s+)?{unit}',
    units: [
      ['(?:half an hour)', 30],
      ['min(?:ute)?s?', 1],
      ['(?:hours?|hrs?|h)', 60],
      ['days?', day],
      ['weeks?', 7 * day],
    ],
    counts: { a: 1, an: 1, one: 1, two: 2, 'a couple of': 2, three: 3, five: 5, ten: 10 },
    at: '(?:at|after|by|before|around|about|from)',
    pm: '(?:p\\.?m\\.?|in the (?:afternoon|evening))',
    am: '(?:a\\.?m\\.?|in the morning)',
    hours: {
      'in the morning': 10,
      'tomorrow morning': 10,
      'at noon': 12,
      noon: 12,
      'in the afternoon': 14,
      'this afternoon': 14,
      'tomorrow afternoon': 14,
      'in the evening': 18,
      'this evening': 18,
      tonight: 19,
      'end of day': 18,
    },
  },
}
