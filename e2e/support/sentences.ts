import { expect, type Locator, type Page } from '@playwright/test'
import type { Client } from '../../shared/ipc/derive.ts'
import { type ErrorCode, sentence } from '../../shared/lib/errors.ts'
import { type Language, languages } from '../../shared/lib/language.ts'

/** Changes the language of the whole console. */
export async function speak(page: Page, language: Language): Promise<void> {
  const answer = await page.evaluate(
    (chosen) => (window as unknown as { operator: Client }).operator.app.setPreferences({ language: chosen }),
    language,
  )
  expect(answer.ok).toBe(true)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

/** The sentence of `code` stands at `place` in Russian, Polish and English; leaves the window in English. */
export async function expectSentence(page: Page, place: Locator, code: ErrorCode): Promise<void> {
  for (const language of languages) {
    await speak(page, language)
    await expect(place).toContainText(sentence(code, language))
  }
  await speak(page, 'en')
}
