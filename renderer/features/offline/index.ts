export { seenOf, useWaiting, waitingOf } from './store.ts'
export { offlineTexts } from './texts.ts'
export { WaitingView } from './WaitingView.tsx'
