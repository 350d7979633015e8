import type { Contract } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers, Publish } from '../../../shared/ipc/derive.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { Notice } from '../../../shared/notices/notice.ts'

/** The notice centre as main keeps it, in memory. */
export class FakeNotices {
  list: Notice[] = []
  viewing: string[] = []
  private readonly publish: Publish

  constructor(publish: Publish) {
    this.publish = publish
  }

  readonly handlers: AreaHandlers<Contract['notices']> = {
    list: async () => ok({ notices: this.list }),
    seen: async ({ noticeIds }) => {
      this.set(this.list.map((one) => (noticeIds.includes(one.noticeId) ? { ...one, state: 'seen' } : one)))
      return ok({})
    },
    viewing: async ({ conversationIds }) => {
      this.viewing = conversationIds
      return ok({})
    },
    place: async () => ok({}),
    arrived: async () => ok({}),
    hear: async () => ok({}),
    tryOut: async () => ok({}),
  }

  set(list: Notice[]): void {
    this.list = list
    this.publish('notices', 'changed', { notices: list })
  }
}
