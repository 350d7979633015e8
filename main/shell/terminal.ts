import { hubPaths } from '../../shared/protocol/hub-protocol.ts'

/** Prints the three links of a console that was started from a terminal, once; silent otherwise. */
export function announce(
  env: Record<string, string | undefined>,
  print: (text: string) => void,
): (url: string) => void {
  let printed = ''
  return (url) => {
    if (env.KOMMUTATOR_TERMINAL !== '1' || printed === url) return
    printed = url
    print(
      [
        '',
        `  Shop with the site widget   ${url}${hubPaths.shop}`,
        `  A customer's phone          ${url}${hubPaths.phone}`,
        `  The server's health         ${url}${hubPaths.health}`,
        '',
        '',
      ].join('\n'),
    )
  }
}
