import { expect, it } from 'vitest'
import { readScript } from './script.ts'

it('reads what the caller says, after what, and how long after', () => {
  const script = readScript(
    new URLSearchParams('audio=/a.webm,/b.webm,/c.webm&after=answer,operator-pause,pause&delay=0.5,x,900'),
  )
  expect(script).toEqual([
    { url: '/a.webm', after: 'answer', delaySeconds: 0.5 },
    { url: '/b.webm', after: 'pause', delaySeconds: 1 },
    { url: '/c.webm', after: 'pause', delaySeconds: 60 },
  ])
  expect(readScript(new URLSearchParams(''))).toEqual([])
})
