import { createStore, useStore } from 'zustand'
import type { Attachment } from '../../../shared/domain/event.ts'
import type { MessageItem, TimelineItem } from '../../../shared/domain/timeline.ts'
import { dangerOf } from '../../../shared/files/danger.ts'

/** Something of the timeline that the viewer shows, and the message that it came with. */
export type Medium = { file: Attachment; kind: 'image' | 'video' | 'audio' | 'document'; item: MessageItem }

/** Its bytes on the window's own origin. */
export const srcOf = (file: Attachment) => `/media/files/${encodeURIComponent(file.attachmentId)}`

/** Everything that can be viewed, in the order of the timeline; what is dangerous is not among it. */
export const mediaOf = (items: readonly TimelineItem[]): Medium[] =>
  items.flatMap((item) =>
    item.kind === 'message' && !item.deleted
      ? item.attachments.flatMap((file): Medium[] => {
          const kind = kindOf(file)
          return kind ? [{ file, kind, item }] : []
        })
      : [],
  )

function kindOf({ mime = '', bytes, fileName }: Attachment): Medium['kind'] | undefined {
  if (bytes === undefined || dangerOf(fileName)) return undefined
  const [kind] = mime.split('/')
  if (kind === 'image' || kind === 'video' || kind === 'audio') return kind
  return mime === 'application/pdf' ? 'document' : undefined
}

/** What the viewer shows: one at a time in the window, whichever pane it was opened from. */
const shown = createStore<{ fileId: string | undefined }>(() => ({ fileId: undefined }))
export const viewFile = (fileId: string | undefined): void => shown.setState({ fileId })
export const useViewed = (): string | undefined => useStore(shown, (s) => s.fileId)

export const zooms = { least: 0.25, most: 8, step: 1.25 } as const
/** The next zoom, larger or smaller; 1 fits the window. */
export const zoomed = (zoom: number, larger: boolean): number =>
  Math.min(zooms.most, Math.max(zooms.least, larger ? zoom * zooms.step : zoom / zooms.step))
