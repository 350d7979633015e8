export { PresenceMenu } from './PresenceMenu.tsx'
