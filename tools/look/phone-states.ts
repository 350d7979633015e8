import type { Page } from '@playwright/test'
import type { Shot } from './shot.ts'

type Act = (page: Page) => Promise<unknown>

const petr = 'open=c-petr:cv-petr-whatsapp'
const pause =
  (ms: number): Act =>
  (page) =>
    page.waitForTimeout(ms)
const press =
  (...keys: string[]): Act =>
  async (page) => {
    for (const key of keys) {
      await page.keyboard.press(key)
      await page.waitForTimeout(300)
    }
  }
const inOrder =
  (...acts: Act[]): Act =>
  async (page) => {
    for (const act of acts) await act(page)
  }
const settled = pause(900)

const settings = (menu: RegExp, ...then: Act[]): Act =>
  inOrder(
    press('Control+Comma'),
    (page) => page.getByRole('button', { name: menu }).first().click(),
    pause(600),
    ...then,
  )
const wall = inOrder(press('Alt+KeyW'), (page) => page.getByTestId('wall-tiles').waitFor())
const choose =
  (role: 'button' | 'menuitem', name: RegExp): Act =>
  (page) =>
    page.getByRole(role, { name }).first().click()

/** The recorded call, with whatever is pressed in its player. */
const player =
  (...keys: string[]): Act =>
  async (page) => {
    const card = page.locator('[data-status]').first()
    const timeline = page.getByTestId('timeline')
    for (let share = 1; share >= 0 && (await card.count()) === 0; share -= 0.1) {
      await timeline.evaluate((element, at) => element.scrollTo(0, element.scrollHeight * at), share)
      await page.waitForTimeout(150)
    }
    await card.scrollIntoViewIfNeeded()
    for (const key of keys) await card.getByRole('slider').press(key)
    await page.waitForTimeout(300)
  }

/** What main would tell of the check before a shift, which is offered to who is not available yet. */
const preflight =
  (phase: string, lights: readonly (readonly [string, string?])[]): Act =>
  async (page) => {
    await page.getByRole('button', { name: /^(Проверить|Check)$/ }).click()
    await page.waitForTimeout(200)
    const values = { level: -18, floor: -62, rtt: 38, clock: 95, jitter: 4, lost: 0, db: -14, ms: 82 }
    const more = { gigabytes: 1.2, hours: 55, loss: 0, mos: 4.4 }
    const results = ['microphone', 'noise', 'echo', 'station', 'server', 'disk', 'echo-call'].flatMap(
      (check, i) => {
        const [light, finding] = lights[i] ?? []
        return light
          ? [{ check, light, ...(finding ? { finding } : {}), values: { ...values, ...more } }]
          : []
      },
    )
    await page.evaluate(
      (told) => {
        const { look } = window as unknown as {
          look: { publish(area: string, name: string, payload: unknown): void }
        }
        look.publish('devices', 'preflight', told)
        look.publish('devices', 'level', { microphone: 0.2 })
      },
      { phase, results },
    )
  }

/** What the bars of the telephone show; each is a state of `renderer/app/look.tsx`. */
const bars: Record<string, Act> = {
  ringing: settled,
  unknown: settled,
  several: settled,
  waiting: settled,
  dialing: settled,
  talking: settled,
  // Long enough for the word that nobody hears what is said.
  muted: pause(7500),
  held: settled,
  'long-hold': settled,
  two: settled,
  poor: settled,
  silent: settled,
  transfer: settled,
  consult: settled,
  'pull-back': settled,
  back: settled,
  relay: settled,
  'relay-held': pause(1200),
  conference: pause(1200),
  'conference-held': pause(1500),
  auto: settled,
  lines: settled,
  'link-lost': settled,
  'not-recorded': settled,
  busy: settled,
  'no-microphone': settled,
  'line-down': settled,
  dnd: settled,
  'wrap-up': settled,
}

type State = Shot & { act: Act }

const others: Record<string, State> = {
  keypad: { query: `state=talking&${petr}`, act: inOrder(settled, press('Shift+F7')) },
  'transfer-panel': { query: `state=transfer&${petr}`, act: inOrder(settled, press('F7')) },
  'recording-paused': { query: `state=talking&${petr}`, act: inOrder(settled, press('Shift+F6')) },
  figures: {
    query: `state=poor&${petr}`,
    act: inOrder(settled, (page) => page.getByTestId('mos').first().click(), pause(300)),
  },
  listened: { query: `state=talking&listened=whisper&${petr}`, act: settled },
  hand: { query: `state=talking&listened=listen&${petr}`, act: inOrder(settled, press('Alt+KeyH')) },
  promise: {
    query: `state=wrap-up&${petr}`,
    act: inOrder(settled, choose('button', /^(Выбрать день|Choose a day)/)),
  },
  dial: { query: 'state=none', act: press('Alt+KeyC') },
  'dial-lines': {
    query: 'state=dial-lines',
    act: inOrder(
      press('Alt+KeyC'),
      (page) => page.getByRole('textbox').first().fill('8 (900) 000-12-34 доб. 12'),
      pause(300),
      (page) => page.getByText('Aurora').last().click(),
    ),
  },
  missed: { query: 'state=none', act: press('Alt+KeyP') },
  'all-calls': {
    query: 'state=none',
    act: inOrder(
      press('Alt+KeyP'),
      (page) =>
        page
          .getByText(/^(Все|All)$/)
          .last()
          .click(),
      pause(300),
    ),
  },
  'black-boxes': { query: 'state=none', act: settings(/^(Качество связи|Call quality)$/, press('Shift+F4')) },
  'black-box': {
    query: 'state=none',
    act: settings(
      /^(Качество связи|Call quality)$/,
      press('Shift+F4'),
      choose('button', /^(Открыть|Open)$/),
      pause(300),
    ),
  },
  'settings-line': { query: 'state=none', act: settings(/^(Телефонная линия|Phone line)$/) },
  'settings-line-new': {
    query: 'state=none',
    act: settings(/^(Телефонная линия|Phone line)$/, choose('button', /^(Ещё линия|Add a line)/), pause(300)),
  },
  'settings-keys': { query: 'state=none', act: settings(/^(Клавиши|Keys)$/) },
  'settings-sound': { query: 'state=none', act: settings(/^(Звук|Sound)$/) },
  'settings-sound-end': {
    query: 'state=none',
    act: settings(/^(Звук|Sound)$/, (page) =>
      page
        .getByText(/^(Ваши уши сегодня|Your ears today)/)
        .first()
        .scrollIntoViewIfNeeded(),
    ),
  },
  'settings-recording': { query: 'admin', act: settings(/^(Запись разговоров|Recording)$/) },
  'settings-place': { query: 'admin', act: settings(/^(Разобрать записи|Recordings to place)$/) },
  'settings-audit': { query: 'admin', act: settings(/^(Журнал доступа|Audit)$/) },
  'settings-holds': { query: 'admin&held', act: settings(/^(Запреты на удаление|Legal holds)$/) },
  'settings-supervision': { query: 'admin', act: settings(/^(Супервизоры|Supervisors)$/) },
  'preflight-running': {
    query: `state=dnd&${petr}`,
    act: preflight('speak', [
      ['running'],
      ['waiting'],
      ['waiting'],
      ['running'],
      ['green', 'server-good'],
      ['amber', 'disk-low'],
    ]),
  },
  'preflight-good': {
    query: `state=dnd&${petr}`,
    act: preflight('done', [
      ...([
        ['green', 'mic-good'],
        ['green', 'noise-low'],
        ['green', 'echo-none'],
        ['green', 'station-good'],
      ] as const),
      ...([
        ['green', 'server-good'],
        ['green', 'disk-good'],
        ['green', 'echo-call-good'],
      ] as const),
    ]),
  },
  'preflight-bad': {
    query: `state=dnd&${petr}`,
    act: preflight('done', [
      ...([
        ['red', 'mic-dead'],
        ['skipped', 'not-tried'],
        ['red', 'echo-strong'],
        ['amber', 'station-unsteady'],
      ] as const),
      ...([
        ['amber', 'server-offline'],
        ['red', 'disk-full'],
        ['red', 'echo-call-silent'],
      ] as const),
    ]),
  },
  player: { query: `admin&${petr}`, act: player('KeyC') },
  'player-skipping': {
    query: `admin&${petr}`,
    act: inOrder(
      player(),
      choose('button', /^(без тишины|skip silence)$/i),
      choose('button', /(Оба голоса|Both voices)$/),
      choose('menuitem', /^(Только клиент|Customer only)$/),
      pause(300),
    ),
  },
  'wall-listen': { query: 'state=wall&mode=listen', act: wall },
  'wall-whisper': { query: 'state=wall&mode=whisper', act: wall },
  'wall-barge': { query: 'state=wall&mode=barge', act: wall },
  'wall-take-over': { query: 'state=wall&mode=takeover', act: wall },
  'wall-list': { query: 'state=wall', act: inOrder(wall, choose('button', /^(Список|List)$/), pause(300)) },
}
for (const state of [
  'known',
  'unknown',
  'nothing',
  'two',
  'three',
  'windows',
  'talking',
  'muted',
  'held',
  'calling',
])
  others[`mini-${state}`] = {
    of: 'mini',
    query: `state=${state}${state === 'nothing' ? '&armed' : ''}`,
    act: pause(0),
    ...{ width: 360, height: 120 },
  }

const states: Record<string, State> = {
  ...Object.fromEntries(
    Object.entries(bars).map(([state, act]) => [state, { query: `state=${state}&${petr}`, act }]),
  ),
  ...others,
}

/** Every state of the telephone four times: `phone-STATE-LANGUAGE-THEME`, in Russian and English, light and dark. */
export const phoneShots: Record<string, Shot> = Object.fromEntries(
  Object.entries(states).flatMap(([name, { query, ...shot }]) =>
    ['ru', 'en'].flatMap((lang) =>
      ['light', 'dark'].map((theme): [string, Shot] => [
        `phone-${name}-${lang}-${theme}`,
        { ...shot, query: `lang=${lang}&theme=${theme}&${query}` },
      ]),
    ),
  ),
)
