import { existsSync } from 'node:fs'
import { type Browser, launch } from 'puppeteer-core'

const places = ['/usr/bin/firefox-esr', '/usr/bin/firefox', process.env.FIREFOX_PATH ?? '']

/** Where Firefox is, if anywhere; `FIREFOX_PATH` names one that is somewhere else. */
export const firefoxPath = (): string | undefined => places.reverse().find((path) => path && existsSync(path))

/** A Firefox without a window, driven over WebDriver BiDi, whose microphone is a steady tone. */
export const launchFirefox = (executablePath: string): Promise<Browser> =>
  launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'intl.accept_languages': 'ru-RU, ru',
    },
  })
