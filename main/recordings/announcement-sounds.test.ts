import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok } from '../../shared/lib/result.ts'
import { createAnnouncementSounds } from './announcement-sounds.ts'

let folder: string
let asked: string[]
let online: boolean
const make = (more: object = {}) =>
  createAnnouncementSounds({
    folder: join(folder, 'kept'),
    builtInFolder: folder,
    hub: {
      request: async (_name, input) => {
        asked.push((input as { soundId?: string }).soundId ?? '')
        return (online ? ok({ data: Buffer.from('sound').toString('base64') }) : fail('HUB_OFFLINE')) as never
      },
    },
    ...more,
  })
const text = async (bytes: Promise<Uint8Array | undefined>) => Buffer.from((await bytes) ?? []).toString()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kommutator-sounds-'))
  asked = []
  online = true
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('sounds to be announced', () => {
  test('are fetched once, and are there after a restart without a hub', async () => {
    const sounds = make()
    expect(await Promise.all([text(sounds.get('s-1')), text(sounds.get('s-1'))])).toEqual(['sound', 'sound'])
    online = false
    expect(await text(make().get('s-1'))).toBe('sound')
    expect(asked).toEqual(['s-1'])
    expect(await make().get('s-2')).toBeUndefined()
  })

  test('of the product need no hub, and a name that climbs out of the folder is none', async () => {
    await writeFile(join(folder, 'notice-ru.webm'), 'own')
    expect(await text(make().get('notice-ru'))).toBe('own')
    expect(await make().get('../notice-ru.webm')).toBeUndefined()
    expect(asked).toEqual([])
  })
})
