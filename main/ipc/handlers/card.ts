import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { HubClient } from '../../hub/hub-client.ts'
import type { OpenCards } from '../../hub/open-cards.ts'

const FIND_LIMIT = 50

export const cardHandlers = (hub: HubClient, cards: OpenCards): AreaHandlers<Contract['card']> => ({
  open: ({ contactId }) => cards.open(contactId),
  older: (input) => hub.request('card.older', input),
  async close({ contactId }) {
    cards.close(contactId)
    return ok({})
  },
  find: ({ text }) => hub.request('card.find', { text, limit: FIND_LIMIT }),
  resolve: (input) => hub.request('card.resolve', input),
  link: (input) => hub.request('card.link', { ...input, id: newId() }),
  unlink: (input) => hub.request('card.unlink', { ...input, id: newId() }),
  links: (input) => hub.request('card.links', input),
  setField: (input) => hub.request('card.set-field', { ...input, id: newId() }),
  addTag: (input) => hub.request('card.add-tag', { ...input, id: newId() }),
  removeTag: (input) => hub.request('card.remove-tag', { ...input, id: newId() }),
  makePromise: (input) => hub.request('promise.make', { ...input, id: newId() }),
  keepPromise: (input) => hub.request('promise.keep', { ...input, id: newId() }),
})

export const caseHandlers = (hub: HubClient): AreaHandlers<Contract['cases']> => ({
  open: (input) => hub.request('case.open', { ...input, id: newId() }),
  change: (input) => hub.request('case.change', { ...input, id: newId() }),
  close: (input) => hub.request('case.close', { ...input, id: newId() }),
  reopen: (input) => hub.request('case.reopen', { ...input, id: newId() }),
  place: (input) => hub.request('case.place', { ...input, id: newId() }),
})
