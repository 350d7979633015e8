import { defineTexts } from '../../i18n/define.ts'

/** The check before a shift: what is asked of the operator, what was found, and what to do about it. */
export const preflightTexts = defineTexts('preflight', {
  title: { ru: 'Проверка перед сменой', pl: 'Kontrola przed zmianą', en: 'Check before the shift' },
  quiet: {
    ru: 'Помолчите три секунды',
    pl: 'Przez trzy sekundy nic nie mów',
    en: 'Say nothing for three seconds',
  },
  speak: {
    ru: 'Скажите: «Добрый день, чем могу помочь?»',
    pl: 'Powiedz: „Dzień dobry, w czym mogę pomóc?”',
    en: 'Say: “Good morning, how can I help you?”',
  },
  listening: {
    ru: 'Короткий сигнал: ищем эхо',
    pl: 'Krótki sygnał: szukamy echa',
    en: 'A short tone: looking for echo',
  },
  network: {
    ru: 'Говорите: вернётся ваш голос',
    pl: 'Mów: wróci twój głos',
    en: 'Speak: your own voice comes back',
  },
  ready: { ru: 'Всё готово', pl: 'Wszystko gotowe', en: 'All is ready' },
  almost: { ru: 'Почти готово', pl: 'Prawie gotowe', en: 'Almost ready' },
  notReady: { ru: 'Так начинать рано', pl: 'Na start za wcześnie', en: 'Not ready yet' },
  progress: {
    ru: 'проверено {{done}} из {{all}}, {{seconds}} с',
    pl: 'sprawdzono {{done}} z {{all}}, {{seconds}} s',
    en: 'checked {{done}} of {{all}}, {{seconds}} s',
  },
  start: { ru: 'Начать смену', pl: 'Zacznij zmianę', en: 'Start the shift' },
  again: { ru: 'Проверить снова', pl: 'Sprawdź ponownie', en: 'Check again' },
  close: { ru: 'Закрыть', pl: 'Zamknij', en: 'Close' },
  remark: {
    ru: 'замечание не мешает начать',
    pl: 'uwaga nie przeszkadza zacząć',
    en: 'a remark does not stop you',
  },
  offer: {
    ru: 'Новая смена: проверить звук и связь за 20 секунд?',
    pl: 'Nowa zmiana: sprawdzić dźwięk i łączność w 20 sekund?',
    en: 'A new shift: check sound and network in 20 seconds?',
  },
  check: { ru: 'Проверить', pl: 'Sprawdź', en: 'Check' },
  green: { ru: 'хорошо', pl: 'dobrze', en: 'good' },
  amber: { ru: 'замечание', pl: 'uwaga', en: 'remark' },
  red: { ru: 'плохо', pl: 'źle', en: 'bad' },
  waiting: { ru: 'ждёт', pl: 'czeka', en: 'waiting' },
  running: { ru: 'проверяется', pl: 'sprawdzane', en: 'being checked' },
  skipped: { ru: 'пропущено', pl: 'pominięte', en: 'skipped' },

  microphone: { ru: 'Микрофон', pl: 'Mikrofon', en: 'Microphone' },
  noise: { ru: 'Шум комнаты', pl: 'Hałas w pokoju', en: 'Noise of the room' },
  echo: { ru: 'Эхо', pl: 'Echo', en: 'Echo' },
  station: { ru: 'Телефонная станция', pl: 'Centrala telefoniczna', en: 'Phone server' },
  server: { ru: 'Сервер', pl: 'Serwer', en: 'Server' },
  disk: { ru: 'Место на диске', pl: 'Miejsce na dysku', en: 'Disk space' },
  'echo-call': { ru: 'Пробный звонок на эхо', pl: 'Próbna rozmowa z echem', en: 'Test call to the echo' },

  'mic-good': {
    ru: 'Вас хорошо слышно: голос {{level}} дБ',
    pl: 'Dobrze cię słychać: głos {{level}} dB',
    en: 'You are heard well: voice at {{level}} dB',
  },
  'mic-quiet': {
    ru: 'Вас слышно тихо ({{level}} дБ). Придвиньте микрофон к губам на два пальца или прибавьте усиление',
    pl: 'Słychać cię cicho ({{level}} dB). Przysuń mikrofon na dwa palce do ust albo zwiększ wzmocnienie',
    en: 'You are faint ({{level}} dB). Move the microphone to two fingers from your lips, or raise the gain',
  },
  'mic-very-quiet': {
    ru: 'Вас почти не слышно ({{level}} дБ). Проверьте, тот ли микрофон выбран, и прибавьте его громкость в системе',
    pl: 'Prawie cię nie słychać ({{level}} dB). Sprawdź, czy wybrano właściwy mikrofon, i zwiększ jego głośność w systemie',
    en: 'You are hardly heard ({{level}} dB). See that the right microphone is chosen, and raise its volume in the system',
  },
  'mic-clips': {
    ru: 'Голос перегружает микрофон. Отодвиньте его от губ или убавьте усиление',
    pl: 'Głos przesterowuje mikrofon. Odsuń go od ust albo zmniejsz wzmocnienie',
    en: 'Your voice overloads the microphone. Move it away from your lips, or lower the gain',
  },
  'mic-no-speech': {
    ru: 'Голоса не слышно, только шум. Скажите фразу ещё раз: «Проверить снова»',
    pl: 'Nie słychać głosu, tylko szum. Powiedz zdanie jeszcze raz: „Sprawdź ponownie”',
    en: 'No voice was heard, only noise. Say the sentence once more with “Check again”',
  },
  'mic-dead': {
    ru: 'Микрофон не даёт звука. Посмотрите на выключатель на шнуре или чашке гарнитуры',
    pl: 'Mikrofon nie daje dźwięku. Sprawdź wyłącznik na kablu lub muszli zestawu',
    en: 'The microphone gives no sound. Look for a mute switch on the cable or the ear cup',
  },
  'mic-denied': {
    ru: 'Системе не разрешено давать микрофон программе. Разрешите его в настройках приватности системы',
    pl: 'System nie pozwala programowi używać mikrofonu. Zezwól w ustawieniach prywatności systemu',
    en: 'The system does not let the program use the microphone. Allow it in the system’s privacy settings',
  },
  'mic-missing': {
    ru: 'Микрофон не подключён. Подключите гарнитуру и проверьте снова',
    pl: 'Brak mikrofonu. Podłącz zestaw słuchawkowy i sprawdź ponownie',
    en: 'There is no microphone. Plug in a headset and check again',
  },
  'mic-busy': {
    ru: 'Микрофон занят другой программой. Закройте её и проверьте снова',
    pl: 'Mikrofon zajmuje inny program. Zamknij go i sprawdź ponownie',
    en: 'Another program holds the microphone. Close it and check again',
  },
  'noise-low': { ru: 'Тихо: {{floor}} дБ', pl: 'Cicho: {{floor}} dB', en: 'Quiet: {{floor}} dB' },
  'noise-some': {
    ru: 'Шумно: {{floor}} дБ. Закройте окно или дверь; подавление шума должно быть включено',
    pl: 'Hałas: {{floor}} dB. Zamknij okno lub drzwi; redukcja szumu powinna być włączona',
    en: 'Noisy: {{floor}} dB. Close the window or the door; noise suppression should be on',
  },
  'noise-high': {
    ru: 'Очень шумно: {{floor}} дБ. Клиент услышит комнату: смените место или наденьте гарнитуру с микрофоном на штанге',
    pl: 'Bardzo głośno: {{floor}} dB. Klient usłyszy pokój: zmień miejsce albo załóż zestaw z mikrofonem na pałąku',
    en: 'Very noisy: {{floor}} dB. The customer will hear the room: change the place, or wear a headset with a boom',
  },
  'echo-none': {
    ru: 'Эха нет: клиент себя не услышит',
    pl: 'Nie ma echa: klient nie usłyszy siebie',
    en: 'No echo: the customer will not hear themselves',
  },
  'echo-some': {
    ru: 'Слабое эхо ({{db}} дБ, {{ms}} мс). Убавьте громкость наушников',
    pl: 'Słabe echo ({{db}} dB, {{ms}} ms). Zmniejsz głośność słuchawek',
    en: 'A faint echo ({{db}} dB, {{ms}} ms). Turn the earphones down',
  },
  'echo-strong': {
    ru: 'Микрофон слышит динамик ({{db}} дБ, {{ms}} мс). Наденьте гарнитуру или выберите её там, где слышно клиента',
    pl: 'Mikrofon słyszy głośnik ({{db}} dB, {{ms}} ms). Załóż zestaw albo wybierz go tam, gdzie słychać klienta',
    en: 'The microphone hears the loudspeaker ({{db}} dB, {{ms}} ms). Wear a headset, or choose it for the customer’s voice',
  },
  'not-tried': {
    ru: 'Без микрофона не проверить',
    pl: 'Bez mikrofonu nie da się sprawdzić',
    en: 'Cannot be tried without a microphone',
  },
  'station-good': {
    ru: 'Отвечает за {{rtt}} мс, дрожание {{jitter}} мс, потерь нет',
    pl: 'Odpowiada w {{rtt}} ms, wahania {{jitter}} ms, bez strat',
    en: 'Answers in {{rtt}} ms, jitter {{jitter}} ms, nothing lost',
  },
  'station-slow': {
    ru: 'Отвечает за {{rtt}} мс: будет заметна задержка. Отключите VPN или перейдите на кабель',
    pl: 'Odpowiada w {{rtt}} ms: opóźnienie będzie słyszalne. Wyłącz VPN albo przejdź na kabel',
    en: 'Answers in {{rtt}} ms: the delay will be noticed. Turn the VPN off, or use a cable',
  },
  'station-unsteady': {
    ru: 'Связь неровная: дрожание {{jitter}} мс. Перейдите на кабель или сядьте ближе к Wi-Fi',
    pl: 'Łącze nierówne: wahania {{jitter}} ms. Przejdź na kabel albo usiądź bliżej Wi-Fi',
    en: 'An unsteady network: jitter {{jitter}} ms. Use a cable, or sit nearer to the Wi-Fi',
  },
  'station-lossy': {
    ru: 'Теряется {{lost}} %. Голос будет рваться: перейдите на кабель или позовите администратора',
    pl: 'Ginie {{lost}} %. Głos będzie się rwał: przejdź na kabel albo wezwij administratora',
    en: '{{lost}} % is lost. Voices will break up: use a cable, or call your administrator',
  },
  'station-silent': {
    ru: 'Станция не отвечает, хотя линия была на связи. Проверьте сеть; администратору: порт WebSocket станции',
    pl: 'Centrala nie odpowiada, choć linia była połączona. Sprawdź sieć; dla administratora: port WebSocket centrali',
    en: 'No answer, though the line was connected. Check the network; for the administrator: the server’s WebSocket port',
  },
  'station-unregistered': {
    ru: 'Линия не на связи: звонки не придут. Откройте «Телефонная линия» и проверьте её',
    pl: 'Linia nie jest połączona: rozmowy nie przyjdą. Otwórz „Linia telefoniczna” i sprawdź ją',
    en: 'The line is not connected: no calls will come. Open “Phone line” and test it',
  },
  'station-off': { ru: 'Линия выключена', pl: 'Linia jest wyłączona', en: 'The line is switched off' },
  'server-good': {
    ru: 'Отвечает за {{rtt}} мс, часы сходятся',
    pl: 'Odpowiada w {{rtt}} ms, zegary są zgodne',
    en: 'Answers in {{rtt}} ms, the clocks agree',
  },
  'server-slow': {
    ru: 'Отвечает за {{rtt}} мс: карточки будут открываться медленно',
    pl: 'Odpowiada w {{rtt}} ms: karty będą się otwierać powoli',
    en: 'Answers in {{rtt}} ms: cards will open slowly',
  },
  'server-clock': {
    ru: 'Часы расходятся на {{clock}} с. Включите установку времени по сети в системе',
    pl: 'Zegary różnią się o {{clock}} s. Włącz ustawianie czasu z sieci w systemie',
    en: 'The clocks differ by {{clock}} s. Have the system set its time from the network',
  },
  'server-offline': {
    ru: 'Нет связи с сервером. Звонки работают, карточки откроются из памяти',
    pl: 'Brak łączności z serwerem. Rozmowy działają, karty otworzą się z pamięci',
    en: 'No connection to the server. Calls work, cards open from memory',
  },
  'disk-good': {
    ru: 'Свободно {{gigabytes}} ГБ',
    pl: 'Wolne {{gigabytes}} GB',
    en: '{{gigabytes}} GB free',
  },
  'disk-low': {
    ru: 'Свободно {{gigabytes}} ГБ: хватит на {{hours}} ч записи. Удалите лишнее до вечера',
    pl: 'Wolne {{gigabytes}} GB: wystarczy na {{hours}} godz. nagrań. Usuń zbędne do wieczora',
    en: '{{gigabytes}} GB free: enough for {{hours}} h of recordings. Clear some by the evening',
  },
  'disk-full': {
    ru: 'Свободно {{gigabytes}} ГБ: записи некуда класть. Освободите место сейчас',
    pl: 'Wolne {{gigabytes}} GB: nie ma gdzie zapisać nagrań. Zwolnij miejsce teraz',
    en: '{{gigabytes}} GB free: recordings have nowhere to go. Free some space now',
  },
  'echo-call-good': {
    ru: 'Голос вернулся: потерь {{loss}} %, MOS {{mos}}',
    pl: 'Głos wrócił: strat {{loss}} %, MOS {{mos}}',
    en: 'Your voice came back: {{loss}} % lost, MOS {{mos}}',
  },
  'echo-call-poor': {
    ru: 'Голос вернулся с помехами: потерь {{loss}} %, дрожание {{jitter}} мс, MOS {{mos}}. Перейдите на кабель',
    pl: 'Głos wrócił z zakłóceniami: strat {{loss}} %, wahania {{jitter}} ms, MOS {{mos}}. Przejdź na kabel',
    en: 'Your voice came back broken: {{loss}} % lost, jitter {{jitter}} ms, MOS {{mos}}. Use a cable',
  },
  'echo-call-silent': {
    ru: 'Эхо ответило, но звук не пришёл: похоже, сетевой экран закрыл порты звука. Позовите администратора',
    pl: 'Echo odebrało, ale dźwięk nie przyszedł: zapora zapewne blokuje porty dźwięku. Wezwij administratora',
    en: 'The echo answered but no sound came: a firewall seems to block the ports of sound. Call your administrator',
  },
  'echo-call-failed': {
    ru: 'Эхо не ответило. Проверьте номер эха в настройках звука',
    pl: 'Echo nie odebrało. Sprawdź numer echa w ustawieniach dźwięku',
    en: 'The echo did not answer. Check its number in the sound settings',
  },
})
