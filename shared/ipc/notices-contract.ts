import { ConversationId } from '../lib/ids.ts'
import { z } from '../lib/schema.ts'
import { Notice, NoticeSound, Place } from '../notices/notice.ts'

// The area `notices` of the contract between main and the operator's window: what must not be missed.

const request = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const
const event = <P extends z.ZodMiniType>(payload: P) => ({ kind: 'event', payload }) as const
const nothing = z.object({})
const done = z.object({})
const ids = z.array(Notice.shape.noticeId).check(z.maxLength(500))

export const noticesArea = {
  /** The newest first. */
  list: request(nothing, z.object({ notices: z.array(Notice) })),
  changed: event(z.object({ notices: z.array(Notice) })),
  seen: request(z.object({ noticeIds: ids }), done),
  /** The conversations in a window (`main`, or a pop-out): what is written there is seen, as long as it is in front. */
  viewing: request(
    z.object({
      from: z.string().check(z.maxLength(80)),
      conversationIds: z.array(ConversationId).check(z.maxLength(400)),
    }),
    done,
  ),
  /** Go there: a notification was clicked. It is told again (`place`) to a window that was loaded anew meanwhile. */
  go: event(Place),
  place: request(nothing, z.object({ place: z.optional(Place) })),
  arrived: request(z.object({ placeId: z.string() }), done),
  /** Plays a sound as loud as it will be. */
  hear: request(z.object({ sound: NoticeSound }), done),
  /** Shows one as the system would; NOTICE_NOT_POSSIBLE where the system has none. */
  tryOut: request(nothing, done),
} as const
