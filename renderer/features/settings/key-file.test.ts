import { describe, expect, it } from 'vitest'
import { keyFile, moved, readKeyFile } from './key-file.ts'

describe('a file of keys', () => {
  it('carries the choices to another computer', () => {
    const chosen = { 'call.answer': 'Control+F2', 'call.mute': 'F11' }
    expect(readKeyFile(keyFile(chosen), 'linux')).toEqual({ chosen, refused: [], unknown: 0 })
  })

  it('lets two commands change places', () => {
    const chosen = { 'call.mute': 'F6', 'call.hold': 'F8' }
    expect(readKeyFile(keyFile(chosen), 'linux')?.chosen).toEqual(chosen)
  })

  it('takes what fits here, and tells what does not and why', () => {
    const file = keyFile({ 'call.answer': 'F12', 'call.mute': 'F10', 'call.hold': 'F11', 'call.sing': 'F2' })
    const read = readKeyFile(file, 'win32')
    expect(read?.chosen).toEqual({ 'call.hold': 'F11' })
    expect(read?.unknown).toBe(1)
    expect(read?.refused).toEqual([
      { command: 'call.answer', chord: 'F12', why: { why: 'debugger' } },
      { command: 'call.mute', chord: 'F10', why: { why: 'taken', by: 'call.hangup' } },
    ])
  })

  it('keeps no default as a choice', () => {
    expect(readKeyFile(keyFile({ 'call.mute': 'F8' }), 'linux')?.chosen).toEqual({})
    expect(moved({ 'call.mute': 'F8', 'call.hold': 'F11' }, 'linux')).toEqual(['call.hold'])
  })

  it.each([
    ['another file', '{"keys":{"call.mute":"F11"}}'],
    ['no JSON', 'F11'],
    ['keys of a wrong shape', '{"kommutator":"keys","keys":{"call.mute":4}}'],
    ['a file that is too large', `{"kommutator":"keys","keys":{},"x":"${'x'.repeat(70_000)}"}`],
  ])('is not %s', (_, text) => {
    expect(readKeyFile(text, 'linux')).toBeUndefined()
  })
})
