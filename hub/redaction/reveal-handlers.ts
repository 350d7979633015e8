import { CodedError } from '../../shared/lib/result.ts'
import type { Parts } from '../parts.ts'
import { type Handlers, operatorOf } from '../realtime/caller.ts'
import type { Vault } from './vault.ts'

/** Opening what was masked, for those whose role it is. What is not in the audit is not opened. */
export function revealHandlers({ stores, views, now }: Parts, vault: Vault): Handlers<'redaction.reveal'> {
  return {
    'redaction.reveal': async ({ contactId, ref, mask, why }, caller) => {
      const { operatorId } = operatorOf(caller)
      const secret = await stores.vault.get(ref, mask)
      // The person may have got more cards since; the secret stays with the one it was written on.
      if (!secret || views.people.personOf(secret.contactId) !== views.people.personOf(contactId))
        throw new CodedError('REDACTION_NOT_KEPT')
      await stores.audit.append({
        at: now(),
        actor: operatorId,
        action: 'redaction.revealed',
        subject: ref,
        detail: { contactId: secret.contactId, kind: secret.kind, why: why.trim(), address: caller.address },
      })
      return { value: vault.open(secret), kind: secret.kind }
    },
  }
}
