import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

/** The one translator of the window. Texts come from `defineTexts`; React escapes, so the translator does not. */
export const i18n = i18next.createInstance()

void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  resources: {},
  interpolation: { escapeValue: false },
  returnNull: false,
})
