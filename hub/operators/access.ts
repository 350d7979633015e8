import type { Operator, Role } from '../../shared/domain/company.ts'
import type { Conversation } from '../../shared/domain/conversation.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError, fail, ok, type Result } from '../../shared/lib/result.ts'
import { type HubRequestName, hubPaths, hubProtocol } from '../../shared/protocol/hub-protocol.ts'
import { type WidgetRequestName, widgetProtocol } from '../../shared/protocol/widget-protocol.ts'

/** Who asks. A visitor of a site and the demo switch prove themselves by other means than a session. */
export type Actor =
  | { kind: 'nobody' }
  | { kind: 'operator'; operatorId: OperatorId; roles: readonly Role[]; disabled: boolean }
  | { kind: 'visitor' }
  | { kind: 'switch' }
export const nobody: Actor = { kind: 'nobody' }

export const operatorActor = (o: Operator): Actor => ({
  kind: 'operator',
  operatorId: o.operatorId,
  roles: o.roles,
  disabled: o.disabled,
})

/**
 * - `anybody`: also without a session
 * - `signed-in`, or a list of roles: an operator's session
 * - `link-or`: the holder of a signed link that has not expired (checked by the route), else a session with a role
 * - `switch`: the demo switch's own secret
 * - `signed`: whoever signs it with the secret of the company's settings (checked by the route before it reads the body)
 * - `this-computer`: only from loopback, and only while the demo is loaded (checked by the route)
 */
export type Rule =
  | 'anybody'
  | 'signed-in'
  | 'visitor'
  | 'switch'
  | 'signed'
  | 'this-computer'
  | { linkOr: readonly Role[] }
  | readonly Role[]

const desk = ['operator', 'supervisor', 'admin'] as const
const reading = ['operator', 'supervisor', 'admin', 'auditor'] as const

/** Every HTTP route, by method and pattern. One without a rule keeps the hub from starting. */
export const httpRules: Readonly<Record<string, Rule>> = {
  [`GET ${hubPaths.health}`]: 'anybody',
  'GET /': 'anybody',
  [`GET ${hubPaths.widget}/*`]: 'anybody',
  'GET /demo/*': 'anybody',
  'GET /assets/*': 'anybody',
  'GET /api/demo/people': 'this-computer',
  'GET /demo/audio/:file': 'this-computer',
  'GET /api/demo/phone-ticket': 'this-computer',
  [`POST ${hubPaths.switchCalls}`]: 'switch',
  [`POST ${hubPaths.upload}`]: desk,
  [`OPTIONS ${hubPaths.upload}`]: desk,
  [`HEAD ${hubPaths.upload}/*`]: desk,
  [`PATCH ${hubPaths.upload}/*`]: desk,
  [`DELETE ${hubPaths.upload}/*`]: desk,
  [`POST ${hubPaths.fileUpload}`]: desk,
  [`OPTIONS ${hubPaths.fileUpload}`]: desk,
  [`HEAD ${hubPaths.fileUpload}/*`]: desk,
  [`PATCH ${hubPaths.fileUpload}/*`]: desk,
  [`DELETE ${hubPaths.fileUpload}/*`]: desk,
  [`GET ${hubPaths.file}/:fileId`]: { linkOr: [] },
  [`GET ${hubPaths.recording}/:recordingId`]: { linkOr: reading },
  [`POST ${hubPaths.pbxRecordings}`]: 'signed',
}

/** The rule of an action: an HTTP route, a console's request, or a widget's (`widget:` before its name). */
export function ruleOf(action: string): Rule | undefined {
  if (Object.hasOwn(httpRules, action)) return httpRules[action]
  if (Object.hasOwn(hubProtocol.requests, action)) return hubProtocol.requests[action as HubRequestName].who
  if (
    action.startsWith('widget:') &&
    Object.hasOwn(widgetProtocol.requests, action.slice(7) as WidgetRequestName)
  )
    return 'visitor'
  return undefined
}

/** Something that belongs to somebody, so that a role alone does not do. */
export type Guarded = { conversation: Pick<Conversation, 'operatorId' | 'status'> }

/** Whether this actor may do this, to this. What has no rule is forbidden. */
export function can(actor: Actor, action: string, guarded?: Guarded): Result<void> {
  const rule = ruleOf(action)
  if (rule === undefined) return fail('FORBIDDEN', `no rule for ${action}`)
  if (rule === 'anybody') return ok(undefined)
  if (rule === 'this-computer' || rule === 'signed') return ok(undefined)
  if (rule === 'visitor') return actor.kind === 'visitor' ? ok(undefined) : fail('AUTH_REQUIRED')
  if (rule === 'switch') return actor.kind === 'switch' ? ok(undefined) : fail('AUTH_REQUIRED')
  if (actor.kind !== 'operator') return fail('AUTH_REQUIRED')
  if (actor.disabled) return fail('AUTH_EXPIRED')
  const roles = rule === 'signed-in' ? undefined : 'linkOr' in rule ? rule.linkOr : rule
  if (roles && !actor.roles.some((role) => roles.includes(role))) return fail('FORBIDDEN', action)
  return guarded ? canTouch(actor, action, guarded) : ok(undefined)
}

/** The same for use inside a handler. @throws CodedError */
export function must(actor: Actor, action: string, guarded?: Guarded): void {
  const allowed = can(actor, action, guarded)
  if (!allowed.ok) throw new CodedError(allowed.code, allowed.detail)
}

/** What only the operator who has a conversation may do; a supervisor may step in. */
const needsOwner: ReadonlySet<string> = new Set<HubRequestName>([
  'message.send',
  'message.edit',
  'message.delete',
  'message.react',
  'conversation.close',
  'conversation.typing',
  'conversation.requeue',
  'conversation.snooze',
  'conversation.wake',
])

function canTouch(
  actor: Actor & { kind: 'operator' },
  action: string,
  { conversation }: Guarded,
): Result<void> {
  if (!needsOwner.has(action) || conversation.operatorId === actor.operatorId) return ok(undefined)
  if (actor.roles.includes('supervisor') || actor.roles.includes('admin')) return ok(undefined)
  // A missed call belongs to nobody: whoever deals with it may close it.
  if (conversation.status === 'missed') return ok(undefined)
  return fail('CONVERSATION_NOT_YOURS')
}
