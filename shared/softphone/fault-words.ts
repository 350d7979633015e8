import type { Language } from '../lib/language.ts'
import type { Fault } from './quality.ts'

type Words = Record<Language, string>

/** Whose fault it is, in a few words for the call bar, and what to do about it. */
export const faultWords: Record<Fault, { what: Words; fix: Words }> = {
  'path-lost': {
    what: { en: 'The sound is cut off', ru: 'Звук прервался', pl: 'Dźwięk się urwał' },
    fix: {
      en: 'It is being reconnected. Check the cable or the Wi-Fi of this computer',
      ru: 'Соединяем заново. Проверьте кабель или Wi-Fi этого компьютера',
      pl: 'Łączymy ponownie. Sprawdź kabel albo Wi-Fi tego komputera',
    },
  },
  'line-silent': {
    what: {
      en: 'You do not hear them: the PBX sends no sound',
      ru: 'Вы не слышите: АТС не присылает звук',
      pl: 'Nie słychać rozmówcy: centrala nie wysyła dźwięku',
    },
    fix: {
      en: 'Call back; if it happens again, tell your administrator',
      ru: 'Перезвоните; если повторится, скажите администратору',
      pl: 'Oddzwoń; jeśli się powtórzy, powiedz administratorowi',
    },
  },
  'not-heard': {
    what: {
      en: 'They do not hear you: your sound does not arrive',
      ru: 'Вас не слышат: ваш звук не доходит',
      pl: 'Nie słychać cię: twój dźwięk nie dociera',
    },
    fix: {
      en: 'Call back; if it stays so, a firewall blocks it',
      ru: 'Перезвоните; если повторится, мешает сетевой экран между вами и АТС',
      pl: 'Oddzwoń; jeśli się powtórzy, przeszkadza zapora między tobą a centralą',
    },
  },
  'microphone-off': {
    what: {
      en: 'Your microphone is muted in the headset or the system',
      ru: 'Микрофон выключен на гарнитуре или в системе',
      pl: 'Mikrofon jest wyłączony w zestawie albo w systemie',
    },
    fix: {
      en: 'Press the mute key of the headset',
      ru: 'Нажмите кнопку микрофона на гарнитуре',
      pl: 'Naciśnij przycisk mikrofonu na zestawie',
    },
  },
  'microphone-silent': {
    what: {
      en: 'You are not heard: the microphone gives no sound',
      ru: 'Вас не слышно: микрофон не даёт звука',
      pl: 'Nie słychać cię: mikrofon nie daje dźwięku',
    },
    fix: {
      en: 'Check the switch on the headset and its plug, or choose another microphone',
      ru: 'Проверьте переключатель и разъём гарнитуры или выберите другой микрофон',
      pl: 'Sprawdź przełącznik i wtyczkę zestawu albo wybierz inny mikrofon',
    },
  },
  'computer-busy': {
    what: {
      en: 'This computer is too busy for the sound',
      ru: 'Компьютер перегружен и не успевает за звуком',
      pl: 'Komputer jest zbyt obciążony i nie nadąża z dźwiękiem',
    },
    fix: {
      en: 'Close programs and tabs that you do not need',
      ru: 'Закройте лишние программы и вкладки',
      pl: 'Zamknij zbędne programy i karty',
    },
  },
  'your-wifi': {
    what: { en: 'Your Wi-Fi loses packets', ru: 'Ваш Wi-Fi теряет пакеты', pl: 'Twoje Wi-Fi gubi pakiety' },
    fix: {
      en: 'Plug in a cable, or sit closer to the access point',
      ru: 'Подключите кабель или сядьте ближе к точке доступа',
      pl: 'Podłącz kabel albo usiądź bliżej punktu dostępowego',
    },
  },
  'your-network': {
    what: {
      en: 'Your network loses packets',
      ru: 'Ваша сеть теряет пакеты',
      pl: 'Twoja sieć gubi pakiety',
    },
    fix: {
      en: 'Stop downloads; on Wi-Fi plug in a cable',
      ru: 'Остановите загрузки; если вы на Wi-Fi, подключите кабель',
      pl: 'Zatrzymaj pobieranie; przy Wi-Fi podłącz kabel',
    },
  },
  'far-network': {
    what: {
      en: 'Poor sound from the other side; your network is fine',
      ru: 'Плохой звук с той стороны; ваша сеть в порядке',
      pl: 'Słaby dźwięk z drugiej strony; twoja sieć jest w porządku',
    },
    fix: {
      en: 'Ask them to move or to call from another phone',
      ru: 'Попросите собеседника перейти в другое место или взять другой телефон',
      pl: 'Poproś rozmówcę, by zmienił miejsce albo telefon',
    },
  },
  'long-way': {
    what: {
      en: 'The sound is late: the way is too long',
      ru: 'Звук опаздывает: слишком длинный путь',
      pl: 'Dźwięk się spóźnia: droga jest zbyt długa',
    },
    fix: {
      en: 'Turn off the VPN if you can, and leave pauses',
      ru: 'Отключите VPN, если можно, и делайте паузы',
      pl: 'Wyłącz VPN, jeśli możesz, i rób przerwy',
    },
  },
  'far-silent': {
    what: {
      en: 'Nothing is heard from the other side: their microphone may be off',
      ru: 'С той стороны тишина: возможно, у собеседника выключен микрофон',
      pl: 'Z drugiej strony cisza: rozmówca może mieć wyłączony mikrofon',
    },
    fix: {
      en: 'Ask whether they hear you',
      ru: 'Спросите, слышат ли вас',
      pl: 'Zapytaj, czy cię słychać',
    },
  },
}
