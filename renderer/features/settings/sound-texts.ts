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
})
