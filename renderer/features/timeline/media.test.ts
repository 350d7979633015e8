import { expect, test } from 'vitest'
import type { TimelineItem } from '../../../shared/domain/timeline.ts'
import { mediaOf, zoomed, zooms } from './media.ts'

const message = (files: { fileName: string; mime?: string; bytes?: number }[], o: object = {}) =>
  ({
    kind: 'message',
    attachments: files.map((file) => ({ attachmentId: file.fileName, kilobytes: 1, bytes: 1024, ...file })),
    ...o,
  }) as unknown as TimelineItem

test('the viewer goes through what can be shown, in the order of the timeline', () => {
  const media = mediaOf([
    message([
      { fileName: 'sofa.jpg', mime: 'image/jpeg' },
      { fileName: 'plan.pdf', mime: 'application/pdf' },
      { fileName: 'notes.txt', mime: 'text/plain' },
    ]),
    { kind: 'note' } as never,
    message([{ fileName: 'room.mp4', mime: 'video/mp4' }]),
  ])
  expect(media.map(({ file, kind }) => `${file.fileName} ${kind}`)).toEqual([
    'sofa.jpg image',
    'plan.pdf document',
    'room.mp4 video',
  ])
})

test('what is dangerous, was taken back or is not here is never shown', () => {
  expect(
    mediaOf([
      message([
        { fileName: 'photo\u202egpj.exe', mime: 'image/jpeg' },
        { fileName: 'logo.svg', mime: 'image/svg+xml' },
        { fileName: 'far.jpg', mime: 'image/jpeg', bytes: undefined as never },
      ]),
      message([{ fileName: 'gone.jpg', mime: 'image/jpeg' }], { deleted: { by: 'operator' } }),
    ]),
  ).toEqual([])
})

test('zoom ends at both ends', () => {
  let zoom = 1
  for (let i = 0; i < 30; i++) zoom = zoomed(zoom, true)
  expect(zoom).toBe(zooms.most)
  for (let i = 0; i < 60; i++) zoom = zoomed(zoom, false)
  expect(zoom).toBe(zooms.least)
})
