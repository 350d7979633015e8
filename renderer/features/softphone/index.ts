export { CallBars } from './CallBars.tsx'
export { IncomingCall } from './IncomingCall.tsx'
export { type Phone, phoneOf, remindOf, usePhoneState } from './store.ts'
export { useCallWords } from './use-caller.ts'
