import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { OpenCards } from '../../hub/open-cards.ts'
import type { KeptWrites } from '../../replica/kept-writes.ts'
import type { LocalCopy } from '../../replica/local-copy.ts'

const FIND_LIMIT = 50

export const cardHandlers = (
  cards: OpenCards,
  local: LocalCopy,
  writes: KeptWrites,
): AreaHandlers<Contract['card']> => ({
  open: ({ contactId }) => cards.open(contactId),
  older: (input) => local.older(input),
  async close({ contactId }) {
    cards.close(contactId)
    return ok({})
  },
  find: ({ text }) => local.find(text, FIND_LIMIT),
  resolve: (input) => local.resolve(input),
  link: (input) => writes.ask('card.link', { ...input, id: newId() }),
  unlink: (input) => writes.ask('card.unlink', { ...input, id: newId() }),
  links: (input) => writes.ask('card.links', input),
  setField: (input) => writes.write('card.set-field', input.contactId, input),
  addTag: (input) => writes.write('card.add-tag', input.contactId, input),
  removeTag: (input) => writes.write('card.remove-tag', input.contactId, input),
  makePromise: (input) => writes.write('promise.make', input.contactId, input),
  keepPromise: (input) => writes.write('promise.keep', input.contactId, input),
})

export const caseHandlers = (writes: KeptWrites): AreaHandlers<Contract['cases']> => ({
  open: (input) => writes.ask('case.open', { ...input, id: newId() }),
  change: (input) => writes.ask('case.change', { ...input, id: newId() }),
  close: (input) => writes.ask('case.close', { ...input, id: newId() }),
  reopen: (input) => writes.ask('case.reopen', { ...input, id: newId() }),
  place: (input) => writes.ask('case.place', { ...input, id: newId() }),
})
