// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { button, click, makeWindow, settle } from '../../testing/mount.tsx'
import { importOf } from './import-run.ts'
import { SettingsScreen } from './index.ts'
import { textOfFile } from './text-of-file.ts'

let w: Awaited<ReturnType<typeof makeWindow>>
const opened: string[] = []
beforeEach(async () => {
  localStorage.clear()
  opened.length = 0
  w = await makeWindow()
  await settle(() => w.control.setSession({ me: { ...w.world.me, roles: ['operator', 'admin'] } }))
  await w.show(<SettingsScreen initial="people" onOpenPerson={(id) => opened.push(id)} />)
})
afterEach(() => w.close())

const phase = () => importOf(w.bridge).getState().phase
const choose = async (text: string, until: string) => {
  const input = document.querySelector('input[type="file"]')
  await settle(async () => {
    Object.defineProperty(input, 'files', { value: [new File([text], 'people.csv')], configurable: true })
    input?.dispatchEvent(new Event('change', { bubbles: true }))
    await vi.waitFor(() => expect(phase()).toBe(until))
  })
}
const asked = () => w.asked('people.import') as { importId: string; dry: boolean; rows: { line: number }[] }[]
const table = (n: number) =>
  ['name;phone', ...Array.from({ length: n }, (_, i) => `P${i};+7900000${1000 + i}`)].join('\n')

it('shows what would become of the rows, and takes them in only when told to', async () => {
  await choose(
    'Имя;Телефон;Почта;Рост\nВера;+79000001111;;170\nДва;+79000002222;two@example.com;\nНет;звоните;;',
    'checked',
  )
  expect(w.text()).toContain('1 new')
  expect(w.text()).toContain('2 not taken')
  expect(w.text()).toContain('Columns that mean nothing here: Рост')
  expect(w.text()).toContain('Row 4звонитеThis row has a value that cannot be')
  const conflict = [...document.querySelectorAll('li')].find((li) =>
    /several people/.test(li.textContent ?? ''),
  )
  await settle(() => conflict?.querySelector('button')?.click())
  expect(opened).toHaveLength(1)
  expect(asked().map((a) => a.dry)).toEqual([true])
  await click(/Take in 1 row/)
  expect(phase()).toBe('done')
  expect(asked().map((a) => a.dry)).toEqual([true, false])
})

it('goes on where it was cut off, under the same name, and after it is done the same file is another import', async () => {
  await choose(table(450), 'checked')
  let calls = 0
  const real = w.bridge.people.import
  Object.assign(w.bridge.people, {
    import: (input: Parameters<typeof real>[0]) =>
      ++calls === 2 ? Promise.resolve({ ok: false, code: 'HUB_OFFLINE' }) : real(input),
  })
  await click(/Take in 450 rows/)
  expect(phase()).toBe('stopped')
  expect(w.text()).toContain('Stopped at 200 of 450')
  const { importId } = asked().at(-1) ?? {}
  await click(/Go on/)
  expect(phase()).toBe('done')
  const taken = asked().filter((a) => !a.dry)
  expect(taken.map((a) => [a.rows[0]?.line, a.rows.length])).toEqual([
    [2, 200],
    [202, 200],
    [402, 50],
  ])
  expect(new Set(taken.map((a) => a.importId))).toEqual(new Set([importId]))
  await choose(table(450), 'checked')
  expect(asked().at(-1)?.importId).not.toBe(importId)
})

it('says of what is no such table that it is none', async () => {
  await choose('nothing of the kind', 'unreadable')
  expect(w.text()).toContain('This file is not a table that can be read')
})

it('reads what spreadsheets write, and gives everybody out in one file', async () => {
  expect(textOfFile(Uint8Array.from([0xc8, 0xec, 0xff]))).toBe('Имя')
  expect(textOfFile(new TextEncoder().encode('Имя'))).toBe('Имя')
  let saved = ''
  const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    void (blob as Blob).text().then((text) => {
      saved = text
    })
    return 'blob:x'
  })
  await click(/Export everybody/)
  await vi.waitFor(() => expect(saved).toMatch(/First.*\r\nSecond/))
  expect(w.asked('people.export')).toEqual([{}, { after: 'c-1' }])
  expect(button(/Export everybody/).disabled).toBe(false)
  make.mockRestore()
})
