export { Inbox } from './Inbox.tsx'

export { inboxOf, useInbox } from './store.ts'
