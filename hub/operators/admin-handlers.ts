import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import { hashPassword, requireStrong } from './passwords.ts'

type Names = 'admin.operators' | 'admin.add-operator' | 'admin.disable-operator' | 'admin.set-settings'

/** What the administrator does. Each change reaches every console as the whole company. */
export function adminHandlers({ book, sessions, consoles, stores, locks }: Parts): Handlers<Names> {
  return {
    'admin.operators': () => ({ operators: book.get().operators }),

    'admin.add-operator': (input) =>
      locks.run(`login:${input.login.toLowerCase()}`, async () => {
        // The id comes from the command, so that a repeat finds what it made the first time.
        const operatorId = `o-${input.id}` as OperatorId
        const made = book.operator(operatorId)
        if (made) return made
        requireStrong(input.password)
        if (input.roles.length === 0) throw new CodedError('INVALID_INPUT', 'an operator needs a role')
        if (await stores.operators.byLogin(input.login)) throw new CodedError('LOGIN_TAKEN')
        return book.add({
          operatorId,
          name: input.name,
          login: input.login,
          roles: input.roles,
          queueIds: [],
          languages: [],
          greetings: {},
          disabled: false,
          passwordHash: await hashPassword(input.password),
        })
      }),

    'admin.disable-operator': async ({ operatorId, disabled }, caller) => {
      const operator = book.operator(operatorId)
      if (!operator) throw new CodedError('NOT_FOUND')
      // Nobody locks themselves out: another administrator must do it.
      if (operatorId === operatorOf(caller).operatorId) throw new CodedError('FORBIDDEN')
      await book.update({ ...operator, disabled })
      if (disabled) {
        await sessions.revokeAll(operatorId)
        consoles.end({ operator: operatorId }, 'AUTH_EXPIRED')
      }
      return {}
    },

    'admin.set-settings': async ({ recording, widgetCall, supervision }) => {
      const { operators: _, ...company } = book.get()
      const settings = {
        ...company.settings,
        recording: recording ?? company.settings.recording,
        widgetCall: widgetCall ?? company.settings.widgetCall,
        ...(supervision ? { supervision } : {}),
      }
      await book.set({ ...company, settings })
      return settings
    },
  }
}
