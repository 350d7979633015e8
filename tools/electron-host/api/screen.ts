import type Electron from 'electron'
import { StrictEmitter } from '../strict.ts'

const area = { x: 0, y: 0, width: 1920, height: 1080 }
const display = {
  id: 1,
  label: 'host',
  bounds: area,
  workArea: area,
  size: { width: area.width, height: area.height },
  workAreaSize: { width: area.width, height: area.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
  displayFrequency: 60,
} as Electron.Display

/** One screen of fixed size: Chromium tells nothing of the real ones before a page is open. */
class Screen
  extends StrictEmitter
  implements
    Pick<
      Electron.Screen,
      | 'getAllDisplays'
      | 'getPrimaryDisplay'
      | 'getDisplayMatching'
      | 'getDisplayNearestPoint'
      | 'getCursorScreenPoint'
    >
{
  getAllDisplays(): Electron.Display[] {
    return [structuredClone(display)]
  }

  getPrimaryDisplay(): Electron.Display {
    return structuredClone(display)
  }

  getDisplayMatching(): Electron.Display {
    return structuredClone(display)
  }

  getDisplayNearestPoint(): Electron.Display {
    return structuredClone(display)
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 }
  }
}

export const screen = new Screen()
