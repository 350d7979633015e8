import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Lab, startLab } from './lab.ts'
import { ng } from './ng.ts'
import { readStreams, writeWavs } from './pcap.ts'

let dir: string
let lab: Lab
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lab-'))
  lab = await startLab(dir, { record: true })
})
afterAll(async () => {
  await lab?.stop()
  rmSync(dir, { recursive: true, force: true })
})

test('a call through the proxy and the media relay carries sound both ways and is recorded', async () => {
  const trunk = lab.trunk(6)
  expect(await lab.call('7001', 3)).toBe(true)
  const [file] = lab.recordings()
  const heard = readStreams(file ?? '').filter((stream) => stream.packets > 100 && stream.rms > 0.02)
  expect(heard.length).toBeGreaterThanOrEqual(2)
  expect(heard.every((stream) => stream.lost === 0)).toBe(true)
  writeWavs(file ?? '', join(dir, 'wav'))
  expect(readdirSync(join(dir, 'wav')).length).toBeGreaterThanOrEqual(2)
  await trunk
})

test('the media relay answers on its control port', async () => {
  expect(await ng({ command: 'ping' }, lab.ngPort)).toEqual({ result: 'pong' })
})
