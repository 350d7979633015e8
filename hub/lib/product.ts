import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The product's own folder: the nearest above that has a package file. Sources and built tree lie at different depths. */
export function productRoot(from = import.meta.dirname): string {
  for (let at = from; ; at = dirname(at))
    if (existsSync(join(at, 'package.json')) || at === dirname(at)) return at
}

export function productVersion(): string {
  try {
    const { version } = JSON.parse(readFileSync(join(productRoot(), 'package.json'), 'utf8')) as {
      version?: string
    }
    return version ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
