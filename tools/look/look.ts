import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { parseArgs } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { phoneShots } from './phone-states.ts'
import type { Shot } from './shot.ts'

/**
 * Pictures of the operator's window in named states, over the fake bridge and under the product's own CSP:
 *   node tools/look/look.ts [name…] [--out DIR] [--keep]      `--keep` does not build anew
 * `--axe` looks at each state with axe as well, contrast included.
 * A name may have `*` in it for anything: 'phone-*-ru-dark'.
 * Prints what the page complained about; the exit code is 1 when it did.
 */
const root = join(import.meta.dirname, '../..')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '/tmp/kommutator-look' },
    keep: { type: 'boolean', default: false },
    axe: { type: 'boolean', default: false },
  },
})
const built = join(values.out, '.build')

const petr = 'open=c-petr:cv-petr-whatsapp'
const scrolled = (page: Page) =>
  page.getByTestId('timeline').evaluate((element) => element.scrollTo(0, element.scrollHeight * 0.45))

const openTransfer = async (page: Page) => {
  await page.waitForTimeout(300)
  await page.keyboard.press('F7')
  await page.waitForTimeout(500)
}

const openPresence = async (page: Page) => {
  await page.getByTestId('rail').locator('button').last().click()
  await page.waitForTimeout(200)
}
/** Somebody whom this operator spoke with on the telephone yesterday. */
const offer = async (page: Page) => {
  await page.evaluate(() => {
    const { look } = window as unknown as {
      look: { publish(area: string, name: string, payload: unknown): void }
    }
    const now = Date.now()
    const last = { operatorId: 'o-anna', channel: 'voice', at: now - 86_400_000 }
    const base = { at: now, until: now + 30_000, auto: false }
    look.publish('routing', 'offer', {
      offer: { ...base, conversationId: 'cv-c-unknown', why: { kind: 'same-operator', last } },
    })
  })
  await page.waitForTimeout(200)
}

/** A customer sends two pictures, a document, and two things that nobody should open. */
const files = async (page: Page) => {
  const picture = await page.screenshot({ clip: { x: 360, y: 40, width: 660, height: 440 } })
  await page.route('**/media/files/*', (route) => route.fulfill({ contentType: 'image/png', body: picture }))
  const russian = await page.evaluate(() => document.documentElement.lang === 'ru')
  await page.evaluate((ru) => {
    const { look } = window as unknown as { look: { world: { append(fact: object): void } } }
    const thread = { contactId: 'c-petr', conversationId: 'cv-petr-whatsapp', channel: 'whatsapp' }
    const file = (attachmentId: string, fileName: string, mime: string) => ({
      ...{ attachmentId, fileName, mime, kilobytes: 318, bytes: 325_632, width: 660, height: 440 },
    })
    look.world.append({
      ...{
        ...thread,
        type: 'message.received',
        messageId: 'm-files',
        accountId: 'a-whatsapp',
        at: Date.now(),
      },
      text: ru ? 'Вот комната и договор' : 'Here is the room, and the contract',
      attachments: [
        file('f-room', ru ? 'Комната.png' : 'Room.png', 'image/png'),
        file('f-wall', ru ? 'Стена.png' : 'Wall.png', 'image/png'),
        file('f-plan', ru ? 'Договор.pdf' : 'Contract.pdf', 'application/pdf'),
        file('f-bad', ru ? 'Счёт.pdf.exe' : 'Invoice.pdf.exe', 'application/octet-stream'),
        file('f-macro', ru ? 'Замеры.xlsm' : 'Measures.xlsm', 'application/zip'),
      ],
    })
  }, russian)
  await page.waitForTimeout(500)
  await page.getByTestId('timeline').evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await page.waitForTimeout(300)
}
const viewer = async (page: Page) => {
  await files(page)
  await page
    .locator('button:has(> img)')
    .first()
    .evaluate((picture) => (picture as HTMLElement).click())
  await page.getByTestId('viewer').waitFor()
  await page.waitForTimeout(400)
  await page.keyboard.press('ArrowRight')
  await page.waitForTimeout(300)
}

const workspaces = (section: string, name: string, save: string) => async (page: Page) => {
  await page.keyboard.press('Control+Comma')
  await page.locator('nav').nth(1).getByRole('button', { name: section, exact: true }).click()
  await page.getByRole('textbox').last().fill(name)
  await page.getByRole('button', { name: new RegExp(save) }).click()
  await page.getByTestId('workspace').waitFor()
  await page.getByTestId('workspace').scrollIntoViewIfNeeded()
}

const noticeSettings = (name: string) => async (page: Page) => {
  await page.keyboard.press('Control+Comma')
  await page.locator('nav').nth(1).getByRole('button', { name, exact: true }).click()
  await page.waitForTimeout(200)
}
/** What was told while the operator was elsewhere. */
const notices = async (page: Page) => {
  const russian = await page.evaluate(() => document.documentElement.lang === 'ru')
  await page.evaluate((ru) => {
    const { look } = window as unknown as { look: { notices: { set(list: unknown[]): void } } }
    const at = Date.now()
    const say = (inRussian: string, inEnglish: string) => (ru ? inRussian : inEnglish)
    const of = (kind: string, minutes: number, o: object) => ({
      ...{
        noticeId: `${kind}:${minutes}`,
        kind,
        state: 'new',
        at: at - minutes * 60_000,
        count: 1,
        text: '',
      },
      ...o,
    })
    const alsu = say('Алсу Ганеева', 'Alsu Ganeeva')
    const oksana = say('Оксана Мельник', 'Oksana Melnik')
    const late = say(
      'Здравствуйте! Заказ так и не приехал, что делать?',
      'Hello! The order never came, what now?',
    )
    look.notices.set([
      of('offer', 0, {
        name: oksana,
        channel: 'site',
        text: say('Есть ли диван в сером?', 'Is the sofa there in grey?'),
      }),
      of('missed', 2, { name: '+7 900 000-44-77', channel: 'voice' }),
      of('message', 4, { name: alsu, channel: 'telegram', count: 3, text: late }),
      of('sla', 5, { name: alsu, channel: 'telegram', text: late }),
      of('mention', 12, {
        state: 'seen',
        name: oksana,
        text: say('@Анна посмотри, пожалуйста, возврат', '@Anna please look at the refund'),
      }),
      of('promise', 47, {
        state: 'seen',
        name: alsu,
        text: say('Перезвонить о доставке', 'Call about delivery'),
      }),
      of('callback', 95, { state: 'seen', name: oksana, text: '+7 900 000-12-40' }),
    ])
  }, russian)
  await page.keyboard.press('Alt+KeyY')
  await page.waitForTimeout(300)
}

const openWall = async (page: Page) => {
  await page.keyboard.press('Alt+KeyW')
  await page.getByTestId('wall-tiles').waitFor()
}
const sound = (name: string, to?: string) => async (page: Page) => {
  await page.keyboard.press('Control+Comma')
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForTimeout(200)
  if (to) await page.getByText(to).first().scrollIntoViewIfNeeded()
}
/** The recorded call, with a comment being written. */
const toCall = async (page: Page) => {
  const player = page.locator('[data-status]').first()
  const timeline = page.getByTestId('timeline')
  for (let share = 1; share >= 0 && (await player.count()) === 0; share -= 0.1) {
    await timeline.evaluate((element, at) => element.scrollTo(0, element.scrollHeight * at), share)
    await page.waitForTimeout(150)
  }
  await player.scrollIntoViewIfNeeded()
  await player.getByRole('slider').press('KeyC')
}

const shots: Record<string, Shot> = {
  'queues-light-en': { query: 'lang=en&admin', act: sound('Queues') },
  'queues-dark-ru': { query: 'lang=ru&theme=dark&admin', act: sound('Очереди') },
  'breaks-light-ru': { query: `lang=ru&${petr}`, act: openPresence },
  'my-day-dark-en': {
    query: `lang=en&theme=dark&${petr}`,
    act: async (page) => {
      await openPresence(page)
      await page.getByRole('menuitem', { name: 'My day' }).click()
      await page.getByTestId('my-day').waitFor()
    },
  },
  'offer-light-en': { query: `lang=en&${petr}`, act: offer },
  'snooze-dark-ru': {
    query: `lang=ru&theme=dark&${petr}`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Отложить' }).first().click()
      await page.waitForTimeout(200)
    },
  },
  'sound-light-ru': { query: 'lang=ru', act: sound('Звук') },
  'sound-dark-en': { query: 'lang=en&theme=dark', act: sound('Sound', 'What is done to your voice') },
  'sound-end-light-pl': { query: 'lang=pl', act: sound('Dźwięk', 'Twoje uszy dzisiaj') },
  'pop-out-light-ru': {
    query: 'lang=ru&popOut=p-1&contact=c-petr&conversation=cv-petr-whatsapp',
    width: 620,
    height: 760,
  },
  'pop-out-dark-en': {
    query: 'lang=en&theme=dark&popOut=p-1&contact=c-petr&conversation=cv-petr-whatsapp',
    width: 620,
    height: 760,
  },
  'workspaces-light-ru': {
    query: `lang=ru&${petr}`,
    height: 900,
    act: workspaces('Вид и язык', 'Утро', 'Запомнить'),
  },
  'workspaces-dark-en': {
    query: `lang=en&theme=dark&${petr}`,
    act: workspaces('Look and language', 'Morning', 'Keep as'),
  },
  'files-light-ru': { query: `lang=ru&${petr}`, act: files },
  'files-dark-en': { query: `lang=en&theme=dark&${petr}`, act: files },
  'viewer-light-ru': { query: `lang=ru&${petr}`, act: viewer },
  'viewer-dark-en': { query: `lang=en&theme=dark&${petr}`, act: viewer },
  'notices-light-ru': { query: `lang=ru&${petr}`, act: notices },
  'notices-dark-en': {
    query: `lang=en&theme=dark&${petr}`,
    async act(page) {
      await notices(page)
      await page.getByRole('button', { name: 'Do not disturb' }).click()
      await page.getByRole('menuitem', { name: '1 hour' }).click()
    },
  },
  'notices-none-light-pl': { query: `lang=pl&${petr}`, act: (page) => page.keyboard.press('Alt+KeyY') },
  'settings-notices-light-ru': { query: 'lang=ru', height: 900, act: noticeSettings('Уведомления') },
  'settings-notices-dark-en': { query: 'lang=en&theme=dark', act: noticeSettings('Notifications') },
  'desk-1366-light-ru': { query: `lang=ru&${petr}&state=typing` },
  'desk-1366-dark-en': { query: `lang=en&theme=dark&density=compact&${petr}`, act: scrolled },
  'desk-1920-light-en': { query: `lang=en&${petr}`, width: 1920, height: 1080 },
  'desk-1366-light-pl': { query: `lang=pl&${petr}` },
  'history-light-ru': { query: `lang=ru&${petr}`, width: 1366, height: 1900 },
  'history-dark-en': { query: `lang=en&theme=dark&${petr}`, width: 1366, height: 1900 },
  'desk-1100': { query: `lang=ru&${petr}`, width: 1100, act: (page) => page.keyboard.press('Alt+KeyI') },
  'desk-900': { query: `lang=en&${petr}`, width: 900 },
  'empty-en': { query: 'seed=empty&lang=en' },
  'loading-ru': { query: `lang=ru&state=loading&${petr}`, act: (page) => page.waitForTimeout(400) },
  'failed-pl': { query: `lang=pl&state=failed&${petr}` },
  'offline-work-ru': { query: `lang=ru&state=offline-work&${petr}` },
  'offline-work-dark-en': { query: `lang=en&theme=dark&state=offline-work&${petr}` },
  'refused-en': { query: `lang=en&state=refused&${petr}` },
  'locked-ru': { query: 'lang=ru&state=locked' },
  'offline-ru': { query: `lang=ru&state=offline&${petr}` },
  'nobody-en': { query: 'lang=en' },
  'signed-out-en': { query: 'lang=en&state=signed-out' },
  'ringing-ru': { query: 'lang=ru&state=ringing' },
  'talking-dark-en': { query: 'lang=en&theme=dark&state=talking' },
  'talking-ru': { query: `lang=ru&state=talking&${petr}`, act: (page) => page.waitForTimeout(600) },
  'poor-ru': { query: `lang=ru&state=poor&${petr}`, act: (page) => page.waitForTimeout(900) },
  'poor-1920-dark-en': {
    query: `lang=en&theme=dark&state=poor&${petr}`,
    width: 1920,
    act: (page) => page.waitForTimeout(900),
  },
  'figures-pl': {
    query: `lang=pl&state=talking&${petr}`,
    async act(page) {
      await page.waitForTimeout(600)
      await page.getByTestId('mos').click()
      await page.waitForTimeout(300)
    },
  },
  'black-boxes-ru': {
    query: 'lang=ru',
    async act(page) {
      await page.keyboard.press('Control+Comma')
      await page.getByRole('button', { name: 'Качество связи' }).click()
      await page.keyboard.press('Shift+F4')
      await page.waitForTimeout(300)
    },
  },
  'black-box-dark-en': {
    query: 'lang=en&theme=dark',
    height: 1100,
    async act(page) {
      await page.keyboard.press('Control+Comma')
      await page.getByRole('button', { name: 'Call quality' }).click()
      await page.keyboard.press('Shift+F4')
      await page.getByRole('button', { name: 'Open' }).first().click()
      await page.waitForTimeout(300)
    },
  },
  'why-ru': { query: `lang=ru&${petr}`, act: (page) => page.getByTestId('why').click() },
  'note-ru': { query: `lang=ru&${petr}`, act: (page) => page.keyboard.press('Alt+KeyN') },
  'channels-ru': {
    query: `lang=ru&${petr}`,
    act: (page) => page.getByTestId('composer').getByRole('button').first().click(),
  },
  ...Object.fromEntries(
    (
      [
        ['found-ru', 'lang=ru', 'заказ'],
        ['found-dark-en', 'lang=en&theme=dark', 'заказ'],
        ['layout-pl', 'lang=pl', 'pfrfp'],
        ['nothing-ru', 'lang=ru&theme=dark', 'ничегонет'],
        ['idle-en', 'lang=en', ''],
        ['failed-ru', 'lang=ru', '!'],
      ] as const
    ).map(([name, query, text]): [string, Shot] => [
      `search-${name}`,
      {
        query: `${query}&${petr}`,
        async act(page) {
          if (text === '!') await page.evaluate(`look.failNext('search.said', 'HUB_OFFLINE')`)
          await page.keyboard.press('Control+Shift+KeyF')
          await page.getByTestId('search-field').fill(text)
          await page.waitForTimeout(500)
          if (name.startsWith('found')) await page.keyboard.press('ArrowDown')
        },
      },
    ]),
  ),
  'finder-dark-ru': {
    query: `lang=ru&theme=dark&${petr}`,
    async act(page) {
      await page.keyboard.press('Control+KeyK')
      await page.getByTestId('finder-field').fill('000')
      await page.waitForTimeout(300)
    },
  },
  'link-en': {
    query: `lang=en&open=c-unknown`,
    async act(page) {
      await page.keyboard.press('Alt+KeyU')
      await page.getByTestId('finder-field').fill('petr')
      await page.waitForTimeout(300)
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    },
  },
  'date-light-pl': { query: `lang=pl&${petr}`, act: (page) => page.keyboard.press('Alt+KeyT') },
  'date-dark-ru': { query: `lang=ru&theme=dark&${petr}`, act: (page) => page.keyboard.press('Alt+KeyT') },
  'promised-light-ru': {
    query: `lang=ru&${petr}`,
    async act(page) {
      await page.getByTestId('composer').locator('textarea').fill('Хорошо, уточню и перезвоню завтра в 10')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    },
  },
  'case-light-ru': {
    query: `lang=ru&${petr}`,
    async act(page) {
      await page.keyboard.press('Alt+KeyA')
      await page.getByLabel('О чём дело').fill('Скрипит диван, нужен мастер')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    },
  },
  'fields-dark-en': {
    query: 'lang=en&theme=dark&admin',
    async act(page) {
      await page.keyboard.press('Control+Comma')
      await page.getByRole('button', { name: 'Fields', exact: true }).click()
    },
  },
  'conflicts-light-ru': {
    query: 'lang=ru&open=c-alsu',
    async act(page) {
      await page.keyboard.press('Alt+KeyU')
      await page.getByTestId('finder-field').fill('Воронцов')
      await page.waitForTimeout(300)
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    },
  },
  'parted-dark-en': {
    query: `lang=en&theme=dark&${petr}`,
    async act(page) {
      await page.getByTestId('why').click()
      await page.getByTestId('why-panel').getByRole('button').first().click()
      await page.waitForTimeout(400)
    },
  },
  'beside-1366-light-ru': {
    query: `lang=ru&${petr}`,
    async act(page) {
      await page.keyboard.press('Alt+KeyS')
      await page.keyboard.press('Alt+KeyJ')
      await page.waitForTimeout(400)
    },
  },
  'beside-1920-dark-en': {
    query: `lang=en&theme=dark&${petr}`,
    width: 1920,
    height: 1080,
    async act(page) {
      await page.keyboard.press('Alt+KeyS')
      await page.keyboard.press('Alt+KeyJ')
      await page.keyboard.press('Alt+KeyS')
      await page.keyboard.press('Alt+KeyJ')
      await page.waitForTimeout(400)
    },
  },
  'keys-list-ru': {
    query: `lang=ru&${petr}`,
    async act(page) {
      await page.locator('[data-pane="list"]').focus()
      await page.keyboard.press('F1')
    },
  },
  'commands-dark-pl': {
    query: `lang=pl&theme=dark&${petr}`,
    async act(page) {
      await page.keyboard.press('Control+KeyK')
      await page.getByTestId('finder-field').fill('alt')
      await page.waitForTimeout(300)
    },
  },
  'look-light-ru': {
    query: 'lang=ru',
    async act(page) {
      await page.keyboard.press('Control+Comma')
      await page.getByRole('button', { name: 'Вид и язык' }).click()
    },
  },
  'text-18-light-ru': { query: `lang=ru&text=18&${petr}` },
  'text-12-dark-en': { query: `lang=en&theme=dark&text=12&density=cosy&${petr}` },
  'zoom-200-light-ru': { query: `lang=ru&${petr}`, width: 683, height: 384 },
  'contrast-light-ru': { query: `lang=ru&contrast=more&${petr}` },
  'contrast-dark-en': { query: `lang=en&theme=dark&contrast=more&state=talking&${petr}` },
  'keys-pl': { query: `lang=pl&${petr}`, act: (page) => page.keyboard.press('F1') },
  'ringing-desk-en': { query: `lang=en&state=ringing&${petr}` },
  'ringing-settings-pl': {
    query: 'lang=pl&theme=dark&state=unknown&admin',
    act: (page) => page.keyboard.press('Control+Comma'),
  },
  'several-en': { query: `lang=en&state=several&${petr}` },
  'two-calls-1366-en': { query: `lang=en&state=two&${petr}`, act: (page) => page.waitForTimeout(1200) },
  'two-calls-1920-dark-ru': {
    query: `lang=ru&theme=dark&state=two&${petr}`,
    width: 1920,
    height: 1080,
    act: (page) => page.waitForTimeout(1200),
  },
  'wrap-up-ru': { query: `lang=ru&state=wrap-up&${petr}`, act: (page) => page.waitForTimeout(600) },
  'promise-ru': {
    query: `lang=ru&state=wrap-up&${petr}`,
    async act(page) {
      await page.waitForTimeout(600)
      await page.getByRole('button', { name: 'Выбрать день' }).click()
      await page.waitForTimeout(300)
    },
  },
  'wrap-up-dark-pl': {
    query: `lang=pl&theme=dark&state=wrap-up&${petr}`,
    act: (page) => page.waitForTimeout(600),
  },
  'setup-ru': { query: 'lang=ru&state=setup' },
  'keypad-en': {
    query: `lang=en&state=talking&${petr}`,
    async act(page) {
      await page.waitForTimeout(200)
      await page.keyboard.press('Shift+F7')
      await page.waitForTimeout(200)
    },
  },
  'transfer-ru': { query: `lang=ru&state=transfer&${petr}`, act: openTransfer },
  'transfer-dark-en': { query: `lang=en&theme=dark&state=transfer&${petr}`, act: openTransfer },
  'consult-en': { query: `lang=en&state=consult&${petr}`, act: (page) => page.waitForTimeout(900) },
  'consult-dark-ru': {
    query: `lang=ru&theme=dark&state=consult&${petr}`,
    act: (page) => page.waitForTimeout(900),
  },
  'pull-back-ru': { query: `lang=ru&state=pull-back&${petr}`, act: (page) => page.waitForTimeout(900) },
  'relay-ru': { query: `lang=ru&state=relay&${petr}`, act: (page) => page.waitForTimeout(900) },
  'relay-dark-en': {
    query: `lang=en&theme=dark&state=relay&${petr}`,
    act: (page) => page.waitForTimeout(900),
  },
  'conference-en': { query: `lang=en&state=conference&${petr}`, act: (page) => page.waitForTimeout(1200) },
  'conference-dark-ru': {
    query: `lang=ru&theme=dark&state=conference&${petr}`,
    act: (page) => page.waitForTimeout(1200),
  },
  'auto-ru': { query: `lang=ru&state=auto&${petr}`, act: (page) => page.waitForTimeout(400) },
  'lines-dark-en': {
    query: `lang=en&theme=dark&state=lines&${petr}`,
    act: (page) => page.waitForTimeout(600),
  },
  'dial-lines-ru': {
    query: 'lang=ru&state=dial-lines',
    async act(page) {
      await page.keyboard.press('Alt+KeyC')
      await page.getByRole('textbox').first().fill('8 (900) 000-12-34 доб. 12')
      await page.waitForTimeout(300)
      await page.getByText('Aurora').last().click()
      await page.waitForTimeout(300)
    },
  },
  'calls-ru': { query: 'lang=ru', act: (page) => page.keyboard.press('Alt+KeyP') },
  'calls-dark-en': {
    query: 'lang=en&theme=dark',
    async act(page) {
      await page.keyboard.press('Alt+KeyP')
      await page.getByText('All', { exact: true }).last().click()
      await page.waitForTimeout(300)
    },
  },
  'settings-lines-ru': {
    query: 'lang=ru',
    height: 1500,
    async act(page) {
      await page.keyboard.press('Control+Comma')
      await page.getByRole('button', { name: 'Телефонная линия' }).click()
      await page.waitForTimeout(200)
      await page.getByRole('button', { name: 'Ещё линия' }).click()
      await page.waitForTimeout(200)
    },
  },
  'dial-ru': { query: 'lang=ru', act: (page) => page.keyboard.press('Alt+KeyC') },
  'presence-pl': {
    query: 'lang=pl',
    act: (page) => page.getByRole('button', { name: 'Anna' }).last().click(),
  },
  'settings-keys-ru': {
    query: 'lang=ru',
    async act(page) {
      await page.keyboard.press('Control+Comma')
      await page.getByRole('button', { name: 'Клавиши' }).click()
    },
  },
  'settings-headset-dark-pl': {
    query: 'lang=pl&theme=dark',
    async act(page) {
      await page.keyboard.press('Control+Comma')
      await page.getByRole('button', { name: 'Dźwięk' }).click()
      await page.evaluate(() => {
        const { look } = window as unknown as { look: { publish(a: string, n: string, p: object): void } }
        look.publish('headset', 'press', { key: '0b0e:30a2', button: 'mute', down: true })
      })
    },
  },
  ...Object.fromEntries(
    ['known', 'unknown', 'nothing', 'two', 'three', 'windows', 'talking', 'muted', 'held', 'calling'].flatMap(
      (state) =>
        ['ru', 'pl', 'en'].map((lang): [string, Shot] => [
          `mini-${state}-${lang}`,
          {
            of: 'mini',
            query: `state=${state}&lang=${lang}&theme=${lang === 'en' ? 'dark' : 'light'}${state === 'nothing' ? '&armed' : ''}`,
            width: 360,
            height: 120,
          },
        ]),
    ),
  ),
  'settings-ru': { query: 'lang=ru', act: (page) => page.keyboard.press('Control+Comma') },
  'wall-1366-light-en': {
    query: 'lang=en&state=wall&mode=listen',
    act: openWall,
  },
  'wall-1920-dark-ru': {
    query: 'lang=ru&theme=dark&state=wall&mode=whisper',
    width: 1920,
    height: 1080,
    act: openWall,
  },
  'wall-barge-1366-dark-pl': {
    query: 'lang=pl&theme=dark&state=wall&mode=barge',
    async act(page) {
      await openWall(page)
      await page.keyboard.press('KeyT')
    },
  },
  'wall-list-1366-light-ru': {
    query: 'lang=ru&state=wall',
    async act(page) {
      await openWall(page)
      await page.getByRole('button', { name: 'Список' }).click()
      await page.getByRole('button', { name: 'Тимур Гареев' }).click()
    },
  },
  'supervision-settings-ru': {
    query: 'lang=ru&admin',
    height: 1000,
    async act(page) {
      await page.keyboard.press('Control+Comma')
      await page.getByRole('button', { name: 'Супервизоры' }).click()
    },
  },
  'listened-en': { query: `lang=en&state=talking&listened=whisper&${petr}` },
  'hand-ru': {
    query: `lang=ru&theme=dark&state=talking&listened=listen&${petr}`,
    async act(page) {
      await page.waitForTimeout(300)
      await page.keyboard.press('Alt+KeyH')
      await page.waitForTimeout(200)
    },
  },
  ...Object.fromEntries(
    (['ru', 'en'] as const).flatMap((lang) =>
      (
        [
          ['recording', /^(Запись разговоров|Recording)$/],
          ['place', /^(Разобрать записи|Recordings to place)$/],
          ['audit', /^(Журнал доступа|Audit)$/],
          ['holds', /^(Запреты на удаление|Legal holds)$/],
          ['queues', /^(Очереди|Queues)$/, /^(Мебель|Furniture)/],
          ['load', /^(Нагрузка, перерывы|Load, breaks)$/],
          ['people', /^(Клиенты таблицей|Customers as a table)$/],
          ['team', /^(Команда|Team)$/, /(Игорь Сафин|Igor Safin)$/],
        ] as const
      ).map(([name, menu, then]) => [
        `settings-${name}-${lang}`,
        {
          query: `lang=${lang}&admin${name === 'holds' ? '&held' : ''}${lang === 'en' ? '&theme=dark' : ''}`,
          height: 1000,
          async act(page: Page) {
            await page.keyboard.press('Control+Comma')
            await page.getByRole('button', { name: menu }).click()
            await page.waitForTimeout(600)
            if (name === 'people')
              await page.locator('input[type=file]').setInputFiles({
                name: 'people.csv',
                mimeType: 'text/csv',
                buffer: Buffer.from(
                  'Имя;Телефон;Почта;Этаж;Рост\nВера;+79000001111;;7;170\nПётр;+79000002222;;2;\nДва;+79000003333;two@example.com;;\nНет;звоните;;;',
                ),
              })
            if (then) await page.getByRole('button', { name: then }).first().click()
          },
        },
      ]),
    ),
  ),
  'hold-person-ru': {
    query: `lang=ru&admin&held&${petr}`,
    async act(page) {
      await page.getByTestId('card-menu').click()
      await page.getByRole('menuitem', { name: 'Запретить удаление…' }).click()
      await page.waitForTimeout(300)
    },
  },
  /** The first picture of the README. */
  readme: {
    query: `lang=en&state=talking&${petr}`,
    width: 1440,
    height: 900,
    async act(page) {
      await page.waitForTimeout(600)
      await toCall(page)
      await page.keyboard.press('Escape')
      await page
        .locator('[data-status]')
        .first()
        .evaluate((card) => card.scrollIntoView({ block: 'center' }))
      await page.waitForTimeout(400)
    },
  },
  'paused-ru': {
    query: `lang=ru&state=talking&${petr}`,
    async act(page) {
      await page.waitForTimeout(300)
      await page.keyboard.press('Shift+F6')
    },
  },
  'player-ru': { query: `lang=ru&admin&${petr}`, act: toCall },
  'player-dark-en': { query: `lang=en&admin&theme=dark&${petr}`, act: toCall },
  'queued-ru': { query: 'lang=ru&open=c-unknown' },
  'long-en': {
    query: 'seed=long&lang=en&open=c-petr:cv-petr-telegram',
    act: (page) => page.waitForTimeout(500),
  },
}

Object.assign(shots, phoneShots)

async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: built,
      emptyOutDir: true,
      target: 'chrome140',
      minify: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 5000,
      rollupOptions: {
        input: { look: join(root, 'renderer/app/look.html'), mini: join(root, 'renderer/mini/look.html') },
      },
    },
  })
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

/** Serves the build with a nonce of its own for every load, as main does. */
async function serve(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://look').pathname)
    const file = join(built, path)
    if (!file.startsWith(built) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end()
      return
    }
    const nonce = randomBytes(16).toString('base64')
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; media-src 'self'`,
    )
    const body = readFileSync(file)
    response.end(
      extname(file) === '.html'
        ? body.toString().replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`)
        : body,
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

async function shoot(browser: Browser, url: string, name: string, shot: Shot): Promise<string[]> {
  const { query, of = 'app', width = 1366, height = 768, act } = shot
  const page = await browser.newPage({ viewport: { width, height } })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (fault) => complaints.push(fault.stack ?? fault.message))
  await page.goto(`${url}/${of}/look.html?${query}`)
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(300)
  await act?.(page)
  await page.waitForTimeout(250)
  await page.screenshot({ path: join(values.out, `${name}.png`) })
  if (values.axe) {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    for (const { id, nodes } of violations)
      for (const node of nodes)
        complaints.push(`axe ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`)
  }
  await page.close()
  return complaints
}

mkdirSync(values.out, { recursive: true })
if (!values.keep || !existsSync(built)) await buildPage()
const server = await serve()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
let complained = 0
try {
  const known = Object.keys(shots)
  const meant = (name: string) => {
    const like = new RegExp(`^${name.replaceAll('*', '.*')}$`)
    const found = known.filter((one) => like.test(one))
    if (!found.length) throw new Error(`no such state: ${name}. There are: ${known.join(', ')}`)
    return found
  }
  const wanted = positionals.length > 0 ? positionals.flatMap(meant) : known
  const next = wanted.values()
  const shootOn = async () => {
    for (const name of next) {
      const complaints = await shoot(browser, server.url, name, shots[name] as Shot)
      complained += complaints.length
      console.log(`${name}.png${complaints.map((c) => `\n  ${c}`).join('')}`)
    }
  }
  // Most of it is waiting; the states know nothing of each other.
  await Promise.all([shootOn(), shootOn(), shootOn()])
} finally {
  await browser.close()
  server.close()
}
process.exitCode = complained > 0 ? 1 : 0
