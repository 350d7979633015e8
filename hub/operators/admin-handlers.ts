import { bareField, type CompanySettings } from '../../shared/domain/company.ts'
import { policyOf, type RecordingPolicy, recordsAny } from '../../shared/domain/recording-rules.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import { once } from '../lib/once.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import { hashPassword, requireStrong } from './passwords.ts'

type Names =
  | 'admin.add-operator'
  | 'admin.set-roles'
  | 'admin.disable-operator'
  | 'admin.set-settings'
  | 'admin.set-field-kind'

/** What the administrator does. Each change reaches every console as the whole company. */
export function adminHandlers(parts: Parts): Handlers<Names> {
  const { book, sessions, consoles, stores, locks, now } = parts
  return {
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

    'admin.set-roles': ({ id, operatorId, roles }, caller) => {
      const { operatorId: actor } = operatorOf(caller)
      const found = () => {
        const operator = book.operator(operatorId)
        if (!operator) throw new CodedError('NOT_FOUND')
        return operator
      }
      const change = async () => {
        const operator = found()
        const next = [...new Set(roles)]
        // Nobody locks themselves out: another administrator must do it.
        if (operatorId === actor && !next.includes('admin')) throw new CodedError('FORBIDDEN')
        await stores.audit.append({
          at: now(),
          actor,
          action: 'admin.set-roles',
          subject: operatorId,
          detail: { before: operator.roles, roles: next },
        })
        await book.update({ ...operator, roles: next })
        consoles.reseat(operatorId)
        return found()
      }
      return once(parts, { actor, id, on: `operator:${operatorId}` }, { change, again: found })
    },

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

    'admin.set-settings': async ({ recording, recordingRules, widgetCall, supervision }, caller) => {
      const { operators: _, ...company } = book.get()
      const settings = {
        ...company.settings,
        ...ruled(company.settings, { recording, recordingRules }),
        widgetCall: widgetCall ?? company.settings.widgetCall,
        ...(supervision ? { supervision } : {}),
      }
      await stores.audit.append({
        at: now(),
        actor: operatorOf(caller).operatorId,
        action: 'admin.set-settings',
        subject: 'company',
        detail: { recording, recordingRules, widgetCall, supervision },
      })
      await book.set({ ...company, settings })
      return settings
    },

    'admin.set-field-kind': async ({ field, kind }, caller) => {
      const { operators: _, ...company } = book.get()
      const { [bareField(field)]: _before, ...others } = company.fieldKinds ?? {}
      await stores.audit.append({
        at: now(),
        actor: operatorOf(caller).operatorId,
        action: 'admin.set-field-kind',
        subject: 'company',
        detail: { field, kind },
      })
      await book.set({ ...company, fieldKinds: { ...others, [bareField(field)]: kind } })
      return {}
    },
  }
}

/** The rules as they are to be; a plain yes or no, which older consoles send, speaks of the calls without a rule. */
function ruled(
  old: CompanySettings,
  {
    recording,
    recordingRules,
  }: {
    recording: boolean | undefined
    recordingRules: RecordingPolicy | undefined
  },
): Pick<CompanySettings, 'recording' | 'recordingRules'> {
  if (recordingRules === undefined && recording === undefined) return old
  const before = recordingRules ?? policyOf(old)
  const rules =
    recording === undefined ? before : { ...before, otherwise: { ...before.otherwise, record: recording } }
  return { recording: recordsAny(rules), recordingRules: rules }
}
