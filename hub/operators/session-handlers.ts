import type { Operator } from '../../shared/domain/company.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import type { Language } from '../../shared/lib/language.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { SignedIn } from '../../shared/protocol/hub-protocol.ts'
import type { Parts } from '../parts.ts'
import type { Caller, Handlers } from '../realtime/caller.ts'
import { hashPassword, requireStrong, verifyPassword } from './passwords.ts'
import { tokenHash } from './sessions.ts'
import { newCompany } from './setup.ts'

type Names =
  | 'setup.state'
  | 'setup.create'
  | 'session.login'
  | 'session.resume'
  | 'session.logout'
  | 'company.get'

/** Who works here: the first administrator, signing in and out. */
export function sessionHandlers(parts: Parts): Handlers<Names> {
  const { book, sessions, presence, lockout, keys, lines, locks, stores, now } = parts

  function signedIn(operator: Operator, token: string, caller: Caller): SignedIn {
    caller.signIn(operator, tokenHash(token))
    const line = lines.lineOf(operator)
    const { operatorId, name, login, roles } = operator
    const { breakId } = presence.stateOf(operatorId)
    return {
      token,
      me: { operatorId, name, login, roles },
      company: book.get(),
      keys: { token: { ...keys.tokenPublic }, recording: keys.recordingPublic },
      ...(line ? { line } : {}),
      presence: presence.of(operatorId),
      ...(breakId === undefined ? {} : { breakId }),
      now: now(),
      localKey: keys.localKey(operatorId),
    }
  }

  return {
    'setup.state': () => {
      const company = book.find()
      const fingerprint = parts.fingerprint()
      return {
        company: book.exists,
        demo: company?.demo ?? false,
        name: company?.name ?? {},
        ...(fingerprint ? { fingerprint } : {}),
      }
    },

    'setup.create': (input, caller) =>
      locks.run('setup', async () => {
        const operatorId = `o-${input.id}` as OperatorId
        if (book.exists) {
          const first = book.operator(operatorId)
          if (!first) throw new CodedError('SETUP_DONE')
          return signedIn(first, await sessions.begin(operatorId), caller)
        }
        requireStrong(input.password)
        const admin: Operator = {
          operatorId,
          name: input.name,
          login: input.login,
          roles: ['admin', 'operator'],
          queueIds: [],
          languages: [input.language satisfies Language | string],
          greetings: {},
          disabled: false,
        }
        const passwordHash = await hashPassword(input.password)
        // The company last: a hub that dies in between is asked to be set up again, and has nobody left over.
        const leftOver = await stores.operators.byLogin(input.login)
        if (!leftOver) await book.add({ ...admin, passwordHash })
        await book.set(newCompany(input.companyName))
        const first = book.operator(leftOver?.operatorId ?? operatorId) ?? admin
        return signedIn(first, await sessions.begin(first.operatorId), caller)
      }),

    'session.login': async ({ login, password }, caller) => {
      if (!book.exists) throw new CodedError('SETUP_NEEDED')
      if (lockout.isLocked(login, caller.address)) throw new CodedError('AUTH_LOCKED')
      const found = await stores.operators.byLogin(login)
      const right = await verifyPassword(password, found?.passwordHash)
      const operator = found && book.operator(found.operatorId)
      if (!right || !operator || operator.disabled) {
        lockout.wrong(login, caller.address)
        throw new CodedError('AUTH_WRONG_PASSWORD')
      }
      lockout.right(login, caller.address)
      return signedIn(operator, await sessions.begin(operator.operatorId), caller)
    },

    'session.resume': async ({ token }, caller) => {
      const session = await sessions.find(token)
      const operator = session && book.operator(session.operatorId)
      if (!operator || operator.disabled) throw new CodedError('AUTH_EXPIRED')
      return signedIn(operator, token, caller)
    },

    'session.logout': async (_, caller) => {
      const hash = caller.sessionHash
      caller.signOut()
      if (hash) {
        await sessions.revoke(hash)
        parts.consoles.end({ session: hash }, 'AUTH_REQUIRED')
      }
      return {}
    },

    'company.get': () => book.get(),
  }
}
