import { describe, expect, it } from 'vitest'
import type { RecordingId } from '../../../shared/lib/ids.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import { Player, type Sound } from './store.ts'

const track = (id: string, silences: { from: number; to: number }[] = []) => ({
  recordingId: id as RecordingId,
  seconds: 60,
  silences,
})

/** The browser's audio element, played by hand. */
function fakeSound() {
  const listeners = new Map<string, (() => void)[]>()
  const sound = {
    src: '',
    currentTime: 0,
    playbackRate: 1,
    paused: true,
    duration: 60,
    voice: 'both',
    async play() {
      sound.paused = false
    },
    pause() {
      sound.paused = true
    },
    addEventListener(type: string, listener: () => void) {
      listeners.set(type, [...(listeners.get(type) ?? []), listener])
    },
    choose(voice: string) {
      sound.voice = voice
      return true
    },
  }
  const tell = (type: string) => {
    for (const listener of listeners.get(type) ?? []) listener()
  }
  return { sound: sound as typeof sound & Sound, tell }
}

function makePlayer(open: (id: string) => unknown = (id) => ok({ src: `/media/recordings/${id}` })) {
  const { sound, tell } = fakeSound()
  const player = new Player(
    async (id) => (await open(id)) as never,
    () => sound,
  )
  const at = (id: string) => player.store.getState().recordings[id]
  return { player, sound, tell, at }
}

describe('the player', () => {
  it('plays one recording at a time: starting another pauses the first where it stood', async () => {
    const { player, sound, tell, at } = makePlayer()
    await player.toggle(track('a'))
    sound.currentTime = 12
    tell('timeupdate')
    await player.toggle(track('b'))
    expect(at('a')).toEqual({ status: 'paused', position: 12 })
    expect(at('b')?.status).toBe('playing')
    expect(sound.src).toBe('/media/recordings/b')
    await player.toggle(track('a'))
    expect(sound.currentTime).toBe(12)
  })

  it('begins anew after its end', async () => {
    const { player, sound, tell, at } = makePlayer()
    await player.toggle(track('a'))
    tell('ended')
    expect(at('a')).toEqual({ status: 'paused', position: 60 })
    await player.toggle(track('a'))
    expect(sound.currentTime).toBe(0)
  })

  it('jumps over silence only when asked to', async () => {
    const { player, sound, tell, at } = makePlayer()
    await player.toggle(track('a', [{ from: 3, to: 9 }]))
    sound.currentTime = 4
    tell('timeupdate')
    expect(at('a')?.position).toBe(4)
    player.setSkipSilence(true)
    tell('timeupdate')
    expect(sound.currentTime).toBe(9)
  })

  it('keeps its speed from one recording to the next', async () => {
    const { player, sound } = makePlayer()
    await player.toggle(track('a'))
    player.nextSpeed()
    player.nextSpeed()
    await player.toggle(track('b'))
    expect(sound.playbackRate).toBe(1.5)
    player.stepSpeed(-1)
    expect(sound.playbackRate).toBe(1.25)
  })

  it('says why a recording does not open, and plays when it is tried again', async () => {
    let broken = true
    const { player, at } = makePlayer(() => (broken ? fail('HUB_OFFLINE') : ok({ src: '/x' })))
    await player.toggle(track('a'))
    expect(at('a')).toMatchObject({ status: 'failed', code: 'HUB_OFFLINE' })
    broken = false
    await player.play(track('a'))
    expect(at('a')?.status).toBe('playing')
  })

  it('says that what the browser cannot decode is damaged', async () => {
    const { player, tell, at } = makePlayer()
    await player.toggle(track('a'))
    tell('error')
    expect(at('a')).toMatchObject({ status: 'failed', code: 'RECORDING_BROKEN' })
  })

  it('lets the later of two quick choices win', async () => {
    let openA: (value: unknown) => void = () => undefined
    const { player, sound, at } = makePlayer((id) =>
      id === 'a' ? new Promise((done) => (openA = done)) : ok({ src: '/b' }),
    )
    const first = player.toggle(track('a'))
    await player.toggle(track('b'))
    openA(ok({ src: '/a' }))
    await first
    expect(sound.src).toBe('/b')
    expect(at('a')?.status).toBe('paused')
    expect(at('b')?.status).toBe('playing')
  })

  it('seeks before it was ever opened, and plays from there', async () => {
    const { player, sound } = makePlayer()
    player.seek(track('a'), 25)
    await player.toggle(track('a'))
    expect(sound.currentTime).toBe(25)
  })
})
