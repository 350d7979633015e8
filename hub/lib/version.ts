import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The product's version, from the nearest package file above; the sources and the built tree lie at different depths. */
export function productVersion(from = import.meta.dirname): string {
  for (let at = from; ; at = dirname(at)) {
    const file = join(at, 'package.json')
    if (existsSync(file)) {
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string }
      if (version) return version
    }
    if (at === dirname(at)) return 'unknown'
  }
}
