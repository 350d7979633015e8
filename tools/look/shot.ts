import type { Page } from '@playwright/test'

/** A picture of a window in one state; 1366x768 unless it says otherwise. */
export type Shot = {
  query: string
  /** Which window: the operator's, or the small call window. */
  of?: 'app' | 'mini'
  width?: number
  height?: number
  act?: (page: Page) => Promise<unknown>
}
