import { addressOfScheme } from './schemes.ts'

/**
 * A handler's Content-Security-Policy as the page gets it: sources like `app:` and `app://console` name the mapped
 * origins, and the one path on which the isolated world talks to the host synchronously stays reachable even where
 * the policy lets the page connect to nothing.
 */
export function adaptPolicy(policy: string, hostAddress: string): string {
  return policy
    .split(',')
    .map((one) => openPath(one.split(';').map(mapDirective), hostAddress).join('; '))
    .join(', ')
}

function mapDirective(directive: string): string {
  return directive
    .trim()
    .split(/\s+/)
    .map((source, index) => (index === 0 ? source : (addressOfScheme(source) ?? source)))
    .join(' ')
}

function openPath(directives: string[], hostAddress: string): string[] {
  const find = (name: string): string | undefined =>
    directives.find((text) => text.toLowerCase().split(' ')[0] === name)
  const ruling = find('connect-src') ?? find('default-src')
  if (ruling === undefined) return directives
  const sources = ruling.split(' ').slice(1)
  if (sources.includes("'self'") || sources.includes('*')) return directives
  const open = [
    'connect-src',
    ...sources.filter((source) => source.toLowerCase() !== "'none'"),
    hostAddress,
  ].join(' ')
  return [...directives.filter((text) => text !== find('connect-src') && text !== ''), open]
}
