export { Inbox } from './Inbox.tsx'

export { inboxOf, useInbox } from './store.ts'
export { useOfferNotice } from './use-offer-notice.ts'
