import { defineTexts } from '../../i18n/define.ts'

/** Devices, levels and what is done to the sound. */
export const soundTexts = defineTexts('sound', {
  microphone: { ru: 'Микрофон', pl: 'Mikrofon', en: 'Microphone' },
  speaker: { ru: 'Где слышно клиента', pl: 'Gdzie słychać klienta', en: 'Where you hear the customer' },
  ringer: { ru: 'Где звенит', pl: 'Gdzie dzwoni', en: 'Where it rings' },
  usual: {
    ru: 'Сейчас как в системе. Подвиньте устройство, чтобы задать свой порядок',
    pl: 'Teraz jak w systemie. Przesuń urządzenie, aby ustalić własną kolejność',
    en: 'As the system has it now. Move a device to set an order of your own',
  },
  orderHint: {
    ru: 'Работает первое из подключённых. Порядок: Alt ↑ и Alt ↓',
    pl: 'Działa pierwsze z podłączonych. Kolejność: Alt ↑ i Alt ↓',
    en: 'The first one that is plugged in is used. Order: Alt ↑ and Alt ↓',
  },
  asSystem: { ru: 'Вернуть как в системе', pl: 'Przywróć jak w systemie', en: 'Back to the system’s choice' },
  inUse: { ru: 'в работе', pl: 'w użyciu', en: 'in use' },
  unplugged: { ru: 'отключено', pl: 'odłączone', en: 'unplugged' },
  unnamed: { ru: 'Устройство без имени', pl: 'Urządzenie bez nazwy', en: 'A device without a name' },
  none: { ru: 'Устройств нет', pl: 'Brak urządzeń', en: 'There are no devices' },
  forget: { ru: 'Забыть: {{name}}', pl: 'Zapomnij: {{name}}', en: 'Forget {{name}}' },
  up: { ru: 'Выше: {{name}}', pl: 'Wyżej: {{name}}', en: 'Move up {{name}}' },
  down: { ru: 'Ниже: {{name}}', pl: 'Niżej: {{name}}', en: 'Move down {{name}}' },

  level: { ru: 'Уровень микрофона', pl: 'Poziom mikrofonu', en: 'Level of the microphone' },
  levelHint: {
    ru: 'Говорите как клиенту: зелёных делений должно быть больше половины',
    pl: 'Mów jak do klienta: zielonych kresek powinno być więcej niż połowa',
    en: 'Speak as to a customer: more than half of the bars should be green',
  },
  testVoice: { ru: 'Услышать себя', pl: 'Usłysz siebie', en: 'Hear yourself' },
  testVoiceSpeak: { ru: 'Говорите три секунды', pl: 'Mów przez trzy sekundy', en: 'Speak for three seconds' },
  testVoiceListen: { ru: 'Слушайте', pl: 'Słuchaj', en: 'Listen' },
  processing: { ru: 'Обработка голоса', pl: 'Obróbka głosu', en: 'What is done to your voice' },
  echoCancellation: { ru: 'Гасить эхо', pl: 'Tłumienie echa', en: 'Cancel echo' },
  noiseSuppression: { ru: 'Подавлять шум', pl: 'Redukcja szumu', en: 'Suppress noise' },
  autoGain: {
    ru: 'Ровнять громкость само',
    pl: 'Automatyczne wzmocnienie',
    en: 'Even out the volume by itself',
  },
  live: {
    ru: 'Действует сразу, в разговоре тоже',
    pl: 'Działa od razu, także w rozmowie',
    en: 'Takes effect at once, in a call too',
  },
  gain: { ru: 'Усиление микрофона', pl: 'Wzmocnienie mikrofonu', en: 'Gain of the microphone' },
  db: { ru: 'дБ', pl: 'dB', en: 'dB' },
  hold: {
    ru: 'Клиент на удержании слышит',
    pl: 'Klient na wstrzymaniu słyszy',
    en: 'A customer on hold hears',
  },
  holdSilence: { ru: 'тишину', pl: 'ciszę', en: 'silence' },
  holdMusic: { ru: 'встроенную музыку', pl: 'wbudowaną muzykę', en: 'the built-in music' },
  holdOwn: { ru: 'файл компании', pl: 'plik firmy', en: 'the company’s file' },
  holdFile: { ru: 'Путь к файлу', pl: 'Ścieżka pliku', en: 'Path of the file' },
  holdFileHint: {
    ru: 'WAV, MP3, Ogg или FLAC, до 20 МБ. Звучит по кругу',
    pl: 'WAV, MP3, Ogg lub FLAC, do 20 MB. Gra w kółko',
    en: 'WAV, MP3, Ogg or FLAC, up to 20 MB. It is played over and over',
  },
  preflight: { ru: 'Проверка перед сменой', pl: 'Kontrola przed zmianą', en: 'Check before the shift' },
  runPreflight: { ru: 'Проверить за 20 секунд', pl: 'Sprawdź w 20 sekund', en: 'Check in 20 seconds' },
  echoNumber: {
    ru: 'Номер эха на станции',
    pl: 'Numer echa w centrali',
    en: 'Echo extension of the phone server',
  },
  echoNumberHint: {
    ru: 'Если он есть, проверка звонит на него и слушает, что вернулось',
    pl: 'Jeśli jest, kontrola dzwoni na niego i słucha, co wraca',
    en: 'Where there is one, the check calls it and listens to what comes back',
  },
  day: { ru: 'Ваши уши сегодня', pl: 'Twoje uszy dzisiaj', en: 'Your ears today' },
  dayWords: {
    ru: '{{time}} звука, в среднем {{level}} дБ. Это около {{dose}} % дневной нормы',
    pl: '{{time}} dźwięku, średnio {{level}} dB. To około {{dose}} % dziennej normy',
    en: '{{time}} of sound, {{level}} dB on average. That is about {{dose}} % of what a day may bring',
  },
  dayNothing: {
    ru: 'Сегодня звука ещё не было',
    pl: 'Dziś nie było jeszcze dźwięku',
    en: 'There was no sound yet today',
  },
  dayHint: {
    ru: 'Только для вас: лежит на этом компьютере, никуда не передаётся, в полночь обнуляется. Доля посчитана для гарнитуры на полной громкости',
    pl: 'Tylko dla ciebie: leży na tym komputerze, nigdzie nie jest wysyłane, o północy się zeruje. Udział liczony dla zestawu na pełnej głośności',
    en: 'For you alone: it lies on this computer, is sent nowhere, and begins anew at midnight. The share is for a headset at full volume',
  },
})
