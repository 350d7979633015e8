import { type Language, type Localised, localise } from '../lib/language.ts'
import type { NoticeKind } from './notice.ts'

/** What a notice is about, in a word or two: the title of a notification, and the first line in the notice centre. */
export const noticeTitles: Record<NoticeKind, Required<Localised>> = {
  offer: { ru: 'Предлагают взять обращение', pl: 'Rozmowa do przyjęcia', en: 'A conversation for you' },
  message: { ru: 'Новое сообщение', pl: 'Nowa wiadomość', en: 'New message' },
  mention: { ru: 'Вас упомянули', pl: 'Wzmianka o tobie', en: 'You were mentioned' },
  promise: { ru: 'Пора выполнить обещание', pl: 'Czas spełnić obietnicę', en: 'A promise is due' },
  callback: { ru: 'Пора перезвонить', pl: 'Czas oddzwonić', en: 'Time to call back' },
  missed: { ru: 'Пропущенный звонок', pl: 'Nieodebrane połączenie', en: 'Missed call' },
  sla: { ru: 'Срок ответа истекает', pl: 'Czas na odpowiedź się kończy', en: 'The time to answer runs out' },
}

export const noticeTitle = (kind: NoticeKind, language: Language): string =>
  localise(noticeTitles[kind], language)
