export { CallBars } from './CallBars.tsx'
export { IncomingCall } from './IncomingCall.tsx'
export { type Phone, phoneOf, usePhoneState } from './store.ts'
export { useCallWords } from './use-caller.ts'
