export { PresenceMenu } from './PresenceMenu.tsx'
export { setPresence } from './store.ts'
