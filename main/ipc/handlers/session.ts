import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { Session } from '../../hub/session.ts'

export const sessionHandlers = (
  session: Session,
  language: () => Language,
): AreaHandlers<Contract['session']> => ({
  state: async () => ok(session.state),
  login: (input) => session.login(input),
  logout: () => session.logout(),
  create: (input) => session.create({ ...input, language: language() }),
  setPresence: ({ presence, breakId }) => session.setPresence(presence, breakId),
})
