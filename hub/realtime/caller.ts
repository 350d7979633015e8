import type { Operator } from '../../shared/domain/company.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { HubInput, HubOutput, HubRequestName } from '../../shared/protocol/hub-protocol.ts'
import type { Actor } from '../operators/access.ts'

/** A console's connection, as the handlers of its requests see it. */
export type Caller = {
  readonly actor: Actor
  readonly address: string
  readonly operator: Operator | undefined
  readonly sessionHash: string | undefined
  /** The connection's own id, the same on both of its ends. */
  readonly console: string
  signIn(operator: Operator, sessionHash: string): void
  signOut(): void
  /** Into or out of a room of consoles (`Consoles.tell`); left by itself when the operator leaves. */
  attend(room: string, on: boolean): void
}

export type Handler<K extends HubRequestName> = (
  input: HubInput<K>,
  caller: Caller,
) => Promise<HubOutput<K>> | HubOutput<K>
/** The handlers of one room; `app.ts` puts them together, and a request without one does not compile. */
export type Handlers<K extends HubRequestName = HubRequestName> = { [P in K]: Handler<P> }

/** The operator who asks. @throws CodedError AUTH_REQUIRED */
export function operatorOf(caller: Caller): Operator {
  if (!caller.operator) throw new CodedError('AUTH_REQUIRED')
  return caller.operator
}
