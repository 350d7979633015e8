export { ListenedBadge } from './ListenedBadge.tsx'
export { useSupervisionNotices } from './notices.ts'
export { RaiseHand } from './RaiseHand.tsx'
