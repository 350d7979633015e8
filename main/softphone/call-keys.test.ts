import { expect, test } from 'vitest'
import { callCommands } from '../../shared/keys/call-keys.ts'
import type { ErrorCode } from '../../shared/lib/errors.ts'
import { type Done, fail, ok } from '../../shared/lib/result.ts'
import { createCallKeys } from './call-keys.ts'

const keysWith = (answer: Done) => {
  const done: string[] = []
  const troubles: ErrorCode[] = []
  const act = (what: string) => () => {
    done.push(what)
    return answer
  }
  const press = createCallKeys({
    controls: {
      answer: act('answer'),
      hangup: act('hang up'),
      toggleHold: act('hold'),
      toggleMute: act('mute'),
      togglePause: act('pause'),
    },
    focusSmallWindow: () => void done.push('small window'),
    onTrouble: (code) => troubles.push(code),
  })
  for (const command of callCommands) press(command)
  return { done, troubles }
}

test('every key of a call acts on the phone itself', () => {
  const { done, troubles } = keysWith(ok({}))
  expect(done).toEqual(['answer', 'hang up', 'hold', 'mute', 'small window', 'pause'])
  expect(troubles).toEqual([])
})

test('a key without a call says nothing; one that is refused says why', () => {
  expect(keysWith(fail('CALL_NOT_FOUND')).troubles).toEqual([])
  expect(new Set(keysWith(fail('RECORDING_FAILED')).troubles)).toEqual(new Set(['RECORDING_FAILED']))
})
