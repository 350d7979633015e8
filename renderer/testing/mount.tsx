import { MantineProvider } from '@mantine/core'
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { BridgeProvider } from '../bridge/bridge.tsx'
import { type FakeOptions, makeFakeBridge } from '../bridge/fake/fake-bridge.ts'
import { makeSeed, type SeedLanguage } from '../bridge/fake/seed.ts'
import { i18n } from '../i18n/i18n.ts'
import { KeysProvider } from '../keys/keys.tsx'
import { theme } from '../ui/theme.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
// The page of the tests has no fonts to wait for; fields that grow ask.
if (!document.fonts) Object.assign(document, { fonts: new EventTarget() })

/** A window over the fake bridge: `show` mounts a part of it with the providers that every screen has. */
export async function makeWindow(options: FakeOptions & { language?: SeedLanguage } = {}) {
  const { language = 'en', ...fake } = options
  await i18n.changeLanguage(language)
  const world = makeSeed('desk', language)
  const { bridge, control } = makeFakeBridge(world, {
    ...fake,
    preferences: { language, ...fake.preferences },
  })
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  return {
    bridge,
    control,
    world,
    container,
    show: (node: ReactNode, chosen: Record<string, string> = {}) =>
      settle(() =>
        root.render(
          <MantineProvider theme={theme} env="test">
            <BridgeProvider bridge={bridge}>
              <KeysProvider chosen={chosen}>{node}</KeysProvider>
            </BridgeProvider>
          </MantineProvider>,
        ),
      ),
    text: () => document.body.textContent ?? '',
    asked: (name: string) => control.asked.filter((a) => a.name === name).map((a) => a.input),
    async close() {
      await act(async () => root.unmount())
      container.remove()
    },
  }
}

/** Does something and waits until the answers to it have been painted. */
export async function settle(doing: () => unknown = () => undefined): Promise<void> {
  await act(async () => {
    await doing()
    for (let i = 0; i < 20; i++) await Promise.resolve()
  })
  // What waits for the first of it to be painted (`useAfterPaint`).
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  await act(async () => {
    await frame()
    await frame()
  })
}

/** A physical key, as the focused element (or `target`) gets it. */
export const press = (code: string, target: EventTarget = document.activeElement ?? document.body) =>
  settle(() =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', {
        code,
        key: code.replace(/^(Key|Digit)/, '').toLowerCase(),
        bubbles: true,
        cancelable: true,
      }),
    ),
  )

/** The button that says `words` (its own text or its name). */
export function button(words: RegExp): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find(
    (b) => words.test(b.textContent ?? '') || words.test(b.getAttribute('aria-label') ?? ''),
  )
  if (!found) throw new Error(`no button says ${words}`)
  return found
}

export const click = (words: RegExp) => settle(() => button(words).click())

/** Types over what a field holds. */
export const type = (field: Element | null, text: string) =>
  settle(() => {
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, text)
    field?.dispatchEvent(new Event('input', { bubbles: true }))
  })
