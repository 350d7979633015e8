import { runtime } from './fixture.ts'

/** Says once what the suite proves, and what it does not. */
export default function announce(): void {
  if (runtime.kind === 'electron') console.log(`runtime: Electron: ${runtime.reason}`)
  else
    console.log(
      `runtime: Chromium host: ${runtime.reason}\nReal Electron was NOT run: these results are the host's only.`,
    )
}
