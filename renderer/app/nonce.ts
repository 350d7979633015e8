import { setNonce } from 'get-nonce'

/** The nonce of this load of the page: main writes it into the header and the page together. */
export const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''

// Dialogs lock scrolling with a style element of their own, made by react-remove-scroll.
if (nonce) setNonce(nonce)
