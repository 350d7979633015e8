/** A web address as an operator should see it before it is opened. */
export type LinkView = {
  /** Where it leads, in the letters of its own script. */
  host: string
  /** It may not lead where it seems to: then it is opened only after its host has been read. */
  doubtful: boolean
}

const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]

/**
 * Where a link leads. Doubtful: a name before `@` that looks like a host, a bare address of a machine, letters of two
 * scripts in one name (`раураl.com`), a name in the spelling for machines (`xn--…`). Undefined for what is no web address.
 */
export function linkView(url: string): LinkView | undefined {
  const written = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1]
  if (!written) return undefined
  const host = written.slice(written.lastIndexOf('@') + 1).toLowerCase()
  const name = host.replace(/:\d+$/, '')
  if (!name) return undefined
  const mixed = name.split('.').some((label) => scripts.filter((script) => script.test(label)).length > 1)
  const machine = /^[\d.]+$|^\[|^0x/.test(name)
  return { host, doubtful: written.includes('@') || mixed || machine || /(^|\.)xn--/.test(name) }
}
