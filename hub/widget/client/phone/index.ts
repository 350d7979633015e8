import { createBrowserPhone } from './browser-phone.ts'
import { callSentence } from './sentences.ts'

/** The lazily loaded half of the widget. A classic script, since a module from another origin would need CORS. */
export const phoneModule = { createBrowserPhone, callSentence }
export type PhoneModule = typeof phoneModule
/** Handed over through the script's own element, so that nothing becomes global on somebody else's page. */
export const PHONE_LOADED = 'kommutator-phone'

document.currentScript?.dispatchEvent(new CustomEvent(PHONE_LOADED, { detail: phoneModule }))
