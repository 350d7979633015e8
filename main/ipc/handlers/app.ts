import { type Bootstrap, type Contract, Preferences } from '../../../shared/ipc/contract.ts'
import type { AreaHandlers } from '../../../shared/ipc/derive.ts'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { Logger } from '../../log/logger.ts'
import type { SettingsStore } from '../../settings/settings.ts'
import { externalUrl } from '../../shell/guards.ts'

export type AppParts = {
  settings: SettingsStore
  about: Omit<Bootstrap, 'preferences'>
  onPreferences(preferences: Preferences): void
  openExternal(url: string): Promise<void>
  copy(text: string): void
  log: Logger
}

export const appHandlers = (parts: AppParts): AreaHandlers<Contract['app']> => ({
  bootstrap: async () => ok({ ...parts.about, preferences: parts.settings.get().preferences }),
  async setPreferences(change) {
    const merged = Preferences.safeParse({ ...parts.settings.get().preferences, ...change })
    if (!merged.success) return fail('IPC_INVALID_INPUT', 'preferences')
    parts.settings.update(() => ({ preferences: merged.data }))
    parts.onPreferences(merged.data)
    return ok(merged.data)
  },
  async openExternal({ url }) {
    const allowed = externalUrl(url)
    if (!allowed) return fail('FORBIDDEN', 'address')
    await parts.openExternal(allowed)
    return ok({})
  },
  async copy({ text }) {
    parts.copy(text)
    return ok({})
  },
  async report({ message }) {
    parts.log.error('window fault', { fault: message })
    return ok({})
  },
})
