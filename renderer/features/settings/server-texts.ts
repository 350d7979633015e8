import { defineTexts } from '../../i18n/define.ts'

export const serverTexts = defineTexts('settings-server', {
  address: { ru: 'Адрес', pl: 'Adres', en: 'Address' },
  state: { ru: 'Связь', pl: 'Łączność', en: 'Connection' },
  starting: { ru: 'запускается', pl: 'uruchamia się', en: 'starting' },
  connecting: { ru: 'подключаемся', pl: 'łączenie', en: 'connecting' },
  online: { ru: 'на связи', pl: 'działa', en: 'online' },
  offline: {
    ru: 'нет связи, программа пробует сама',
    pl: 'brak łączności, program próbuje sam',
    en: 'no connection, being tried again',
  },
  failed: { ru: 'не запустился', pl: 'nie wystartował', en: 'did not start' },
  embedded: {
    ru: 'внутри этой программы',
    pl: 'w tym programie',
    en: 'inside this program',
  },
  recordings: { ru: 'Записи', pl: 'Nagrania', en: 'Recordings' },
  waiting: {
    ru: {
      one: '{{count}} запись ждёт сервера и лежит здесь, пока он её не заберёт',
      few: '{{count}} записи ждут сервера и лежат здесь, пока он их не заберёт',
      many: '{{count}} записей ждут сервера и лежат здесь, пока он их не заберёт',
    },
    pl: {
      one: '{{count}} nagranie czeka na serwer i leży tu, aż je przejmie',
      few: '{{count}} nagrania czekają na serwer i leżą tu, aż je przejmie',
      many: '{{count}} nagrań czeka na serwer i leży tu, aż je przejmie',
    },
    en: {
      one: '{{count}} recording waits for the server and stays here until it has it',
      other: '{{count}} recordings wait for the server and stay here until it has them',
    },
  },
  data: { ru: 'Папка данных', pl: 'Folder danych', en: 'Data folder' },
  backupTitle: { ru: 'Резервная копия', pl: 'Kopia zapasowa', en: 'Backup' },
  backup: {
    ru: 'Закройте программу и скопируйте эту папку целиком: в ней база, файлы, записи и ключи. Вернуть — положить папку на место.',
    pl: 'Zamknij program i skopiuj cały ten folder: są w nim baza, pliki, nagrania i klucze. Aby przywrócić, odłóż folder na miejsce.',
    en: 'Close the program and copy this whole folder: it holds the database, files, recordings and keys. To restore, put the folder back.',
  },
  shareTitle: { ru: 'Другие рабочие места', pl: 'Inne stanowiska', en: 'Other desks' },
  share: {
    ru: 'Пускать их на этот сервер',
    pl: 'Wpuszczaj je na ten serwer',
    en: 'Let them in to this server',
  },
  shareWhy: {
    ru: 'По шифрованному соединению. Сервер перезапустится, разговоры не прервутся.',
    pl: 'Przez szyfrowane połączenie. Serwer uruchomi się ponownie, rozmowy trwają.',
    en: 'Over an encrypted connection. The server restarts; calls go on.',
  },
  port: { ru: 'Порт', pl: 'Port', en: 'Port' },
  tell: {
    ru: 'На другом компьютере: «Другой сервер», этот адрес, затем сверьте отпечаток вслух.',
    pl: 'Na drugim komputerze: „Inny serwer”, ten adres, potem porównajcie odcisk na głos.',
    en: 'On the other computer: “Another server”, this address, then compare the fingerprint aloud.',
  },
  fingerprint: { ru: 'Отпечаток', pl: 'Odcisk', en: 'Fingerprint' },
  demoTitle: { ru: 'Пример и своя компания', pl: 'Demo i własna firma', en: 'The demo and your own company' },
  inDemo: {
    ru: 'Сейчас открыт пример: вымышленные клиенты, ничего наружу не уходит.',
    pl: 'Teraz otwarte jest demo: zmyśleni klienci, nic nie wychodzi na zewnątrz.',
    en: 'You are in the demo: invented customers, nothing leaves this computer.',
  },
  inOwn: {
    ru: 'Сейчас открыта ваша компания. Пример лежит отдельно и её не касается.',
    pl: 'Teraz otwarta jest twoja firma. Demo leży osobno i jej nie dotyka.',
    en: 'You are in your own company. The demo lies apart and does not touch it.',
  },
  toOwn: { ru: 'Перейти к своей компании', pl: 'Przejdź do własnej firmy', en: 'Go to your own company' },
  toDemo: { ru: 'Вернуться в пример', pl: 'Wróć do demo', en: 'Back to the demo' },
  sureOwn: {
    ru: 'Откроется пустая компания, и вы создадите первого администратора. Пример останется, вернуться можно в любой момент.',
    pl: 'Otworzy się pusta firma, w której utworzysz pierwszego administratora. Demo zostanie, wrócisz do niego w każdej chwili.',
    en: 'An empty company opens, and you make its first administrator. The demo stays; you can come back at any time.',
  },
  sureDemo: {
    ru: 'Вы выйдете из своей компании, её данные останутся на месте.',
    pl: 'Wylogujesz się ze swojej firmy, jej dane zostaną na miejscu.',
    en: 'You leave your company; its data stay where they are.',
  },
  callOn: {
    ru: 'Сначала закончите разговор',
    pl: 'Najpierw zakończ rozmowę',
    en: 'Finish the call first',
  },
  yes: { ru: 'Перейти', pl: 'Przejdź', en: 'Go' },
})
