import { isAbsolute } from 'node:path'
import { CodedError } from '../../../shared/lib/result.ts'
import type { ShownIntake } from '../../../shared/protocol/recordings-protocol.ts'
import type { Parts } from '../../parts.ts'
import { type Handlers, operatorOf } from '../../realtime/caller.ts'
import type { StoredIntake } from '../../storage/ports.ts'
import type { WatchedFolder } from './folder.ts'
import type { Intake } from './intake.ts'
import type { IntakeSetup } from './intake-setup.ts'

const mostShown = 100

type Names = 'intake.list' | 'intake.place' | 'intake.discard' | 'admin.intake' | 'admin.set-intake'

/** Recordings of the PBX as people deal with them. */
export function intakeHandlers(
  { stores, views, now }: Parts,
  { intake, setup, folder }: { intake: Intake; setup: IntakeSetup; folder: WatchedFolder },
): Handlers<Names> {
  async function shown({ item }: StoredIntake): Promise<ShownIntake> {
    const candidates = await Promise.all(
      item.candidates.map(async (candidate) => {
        const call = await stores.people.call(candidate.callId)
        return (
          call && {
            ...candidate,
            contactId: call.contactId,
            name: views.nameOf(call.contactId).name,
            remote: call.remote,
            direction: call.direction,
            at: call.answeredAt ?? call.offeredAt,
            talkSeconds: call.ended?.talkSeconds,
            operatorId: call.operatorId,
          }
        )
      }),
    )
    return { ...item, candidates: candidates.filter((one) => one !== undefined) }
  }

  return {
    'intake.list': async () => ({
      doubts: await Promise.all((await stores.intake.list(['doubt'], mostShown)).map(shown)),
      aside: await Promise.all((await stores.intake.list(['broken'], mostShown)).map(shown)),
    }),
    'intake.place': async ({ intakeId, callId }, caller) => {
      await intake.place(intakeId, callId, operatorOf(caller).operatorId)
      return {}
    },
    'intake.discard': async ({ intakeId, why }, caller) => {
      await intake.discard(intakeId, why, operatorOf(caller).operatorId)
      return {}
    },
    'admin.intake': async () => (await setup.get()).settings,
    'admin.set-intake': async ({ settings, newSecret }, caller) => {
      if (settings.folder && !isAbsolute(settings.folder))
        throw new CodedError('INVALID_INPUT', 'a whole path')
      await stores.audit.append({
        at: now(),
        actor: operatorOf(caller).operatorId,
        action: 'admin.set-intake',
        subject: 'company',
        detail: { ...settings, newSecret },
      })
      const secret = await setup.set(settings, newSecret)
      folder.watch(settings.folder)
      return { settings, ...(secret ? { secret } : {}) }
    },
  }
}
