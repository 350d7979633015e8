import { describe, expect, it } from 'vitest'
import { commandNames } from '../../keys/commands.ts'
import { groups, refusal, withKey } from './key-map.ts'

describe('a key', () => {
  it('is refused where it stands for another command, would eat letters or belongs to fields', () => {
    expect(refusal({}, 'call.mute', 'F12')).toEqual({ why: 'taken', by: 'call.answer' })
    expect(refusal({}, 'call.mute', 'KeyM')).toEqual({ why: 'types' })
    expect(refusal({}, 'call.mute', 'Control+Alt+KeyA')).toEqual({ why: 'altgr' })
    expect(refusal({}, 'call.hangup', 'Escape')).toEqual({ why: 'reserved' })
    expect(refusal({}, 'call.mute', 'F11')).toBeUndefined()
  })

  it('that another command has given up is free', () => {
    expect(refusal({ 'call.answer': 'F11' }, 'call.mute', 'F12')).toBeUndefined()
  })

  it('that is the default is not kept as a choice', () => {
    expect(withKey({}, 'call.mute', 'F11')).toEqual({ 'call.mute': 'F11' })
    expect(withKey({ 'call.mute': 'F11', 'call.hold': 'F5' }, 'call.mute', 'F8')).toEqual({
      'call.hold': 'F5',
    })
  })

  it('of every command can be found in the list, once', () => {
    expect(groups.flatMap((g) => g.commands).sort()).toEqual([...commandNames].sort())
  })
})
