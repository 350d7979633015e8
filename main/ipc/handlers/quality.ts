import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { newId } from '../../../shared/lib/ids.ts'
import type { Language } from '../../../shared/lib/language.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { BlackBox, BoxHead } from '../../../shared/softphone/black-box.ts'
import type { BoxStore } from '../../black-box/box-store.ts'
import type { BlackBoxRecorder } from '../../black-box/recorder.ts'

export const qualityHandlers = (parts: {
  recorder: BlackBoxRecorder
  store: BoxStore
  language(): Language
  program: BlackBox['program']
  showInFolder(path: string): void
  onKept(head: BoxHead): void
}): AreaHandlers<Contract['quality']> => {
  const { recorder, store } = parts
  return {
    async keep({ callId }) {
      const about = callId === undefined ? {} : { callId }
      const { language, program } = parts
      const kept = await store.keep(
        recorder.box({ boxId: newId<string>(), language: language(), program, ...about }),
      )
      if (kept.ok) parts.onKept(kept.value)
      return kept
    },
    list: async () => ok({ boxes: await store.list() }),
    read: ({ boxId }) => store.read(boxId),
    async showInFolder({ boxId }) {
      const known = (await store.list()).some((head) => head.boxId === boxId)
      if (!known) return fail('BLACK_BOX_NOT_FOUND')
      parts.showInFolder(store.path(boxId))
      return ok({})
    },
  }
}
