import type Electron from 'electron'
import { StrictEmitter, strict } from '../strict.ts'

class SystemPreferences
  extends StrictEmitter
  implements
    Pick<
      Electron.SystemPreferences,
      'getMediaAccessStatus' | 'askForMediaAccess' | 'getAnimationSettings' | 'getAccentColor'
    >
{
  getMediaAccessStatus(): 'granted' {
    return 'granted'
  }

  async askForMediaAccess(): Promise<boolean> {
    return true
  }

  getAnimationSettings(): Electron.AnimationSettings {
    return {
      shouldRenderRichAnimation: true,
      scrollAnimationsEnabledBySystem: true,
      prefersReducedMotion: false,
    }
  }

  getAccentColor(): string {
    return '0078d7ff'
  }
}

export const systemPreferences = new SystemPreferences()

const parameters: Record<string, string> = {}
let upload = false

/** Parameters are kept; no crash is ever reported. */
export const crashReporter = strict('crashReporter', {
  start({ uploadToServer = true, extra = {} }) {
    upload = uploadToServer
    Object.assign(parameters, extra)
  },
  addExtraParameter(key, value) {
    parameters[key] = value
  },
  removeExtraParameter(key) {
    delete parameters[key]
  },
  getParameters: () => ({ ...parameters }),
  getUploadedReports: () => [],
  getUploadToServer: () => upload,
  setUploadToServer(value) {
    upload = value
  },
} satisfies Pick<
  Electron.CrashReporter,
  | 'start'
  | 'addExtraParameter'
  | 'removeExtraParameter'
  | 'getParameters'
  | 'getUploadedReports'
  | 'getUploadToServer'
  | 'setUploadToServer'
>)
