import type Electron from 'electron'
import { StrictEmitter } from '../strict.ts'
import { webContents } from './web-contents.ts'

type Source = Electron.NativeTheme['themeSource']

/** The colour scheme: `system` is light, since there is no desktop to ask. */
class NativeTheme
  extends StrictEmitter
  implements
    Pick<
      Electron.NativeTheme,
      | 'themeSource'
      | 'shouldUseDarkColors'
      | 'shouldUseHighContrastColors'
      | 'shouldUseInvertedColorScheme'
      | 'inForcedColorsMode'
      | 'prefersReducedTransparency'
      | 'shouldDifferentiateWithoutColor'
      | 'shouldUseDarkColorsForSystemIntegratedUI'
    >
{
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly inForcedColorsMode = false
  readonly prefersReducedTransparency = false
  readonly shouldDifferentiateWithoutColor = false
  private source: Source = 'system'

  get themeSource(): Source {
    return this.source
  }

  set themeSource(source: Source) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`Error processing argument: ${source}`)
    const changed = source !== this.source
    this.source = source
    for (const contents of webContents.getAllWebContents()) contents.emulateColorScheme(this.emulatedScheme())
    if (changed) this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark'
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.shouldUseDarkColors
  }

  /** What pages are told; empty leaves it to Chromium. */
  emulatedScheme(): 'light' | 'dark' | '' {
    return this.source === 'system' ? '' : this.source
  }
}

export const nativeTheme = new NativeTheme()
