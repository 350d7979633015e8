/** Turns bytes into base64 and back; the page and Node each bring their own. */
export type Base64 = { encode(bytes: Uint8Array): string; decode(text: string): Uint8Array<ArrayBuffer> }

export type Codec = { encode(value: unknown): string; decode(text: string): unknown }

/**
 * Carries what structured clone carries (undefined, NaN, BigInt, Date, Map, Set, RegExp, Error, buffers and views) as
 * tagged JSON. Functions, symbols, promises and cyclic values throw `An object could not be cloned.`
 *
 * The function is also sent to pages as source text, so it may use nothing from this module's scope.
 */
export function createCodec(base64: Base64): Codec {
  const maxDepth = 500
  const objectPrototype = Object.prototype
  const uncloneable = /^(Promise|Weak.*|MessagePort|Blob|File|Window|HTML.*|Generator)$/

  const fail = (): never => {
    throw new Error('An object could not be cloned.')
  }
  const numberOf = (value: number): unknown =>
    Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) }

  function pack(value: unknown, depth: number): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'number':
        return numberOf(value)
      case 'undefined':
        return { $: 'undefined' }
      case 'bigint':
        return { $: 'bigint', v: String(value) }
      case 'object':
        return value === null ? null : packObject(value, depth)
      default:
        return fail()
    }
  }

  function packObject(value: object, depth: number): unknown {
    if (depth > maxDepth) fail()
    if (Array.isArray(value)) return Array.from(value, (item) => pack(item, depth + 1))
    const prototype = Object.getPrototypeOf(value)
    if (prototype === objectPrototype || prototype === null) return packFields(value, depth)
    const tag = objectPrototype.toString.call(value).slice(8, -1)
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      return { $: 'view', c: tag, v: base64.encode(bytes) }
    }
    if (value instanceof Error) return { $: 'error', n: value.name, v: value.message, s: value.stack }
    switch (tag) {
      case 'ArrayBuffer':
        return { $: 'buffer', v: base64.encode(new Uint8Array(value as ArrayBuffer)) }
      case 'Date':
        return { $: 'date', v: numberOf((value as Date).getTime()) }
      case 'Map':
        return { $: 'map', v: [...(value as Map<unknown, unknown>)].map((entry) => pack(entry, depth + 1)) }
      case 'Set':
        return { $: 'set', v: [...(value as Set<unknown>)].map((item) => pack(item, depth + 1)) }
      case 'RegExp':
        return { $: 'regexp', v: (value as RegExp).source, f: (value as RegExp).flags }
      default:
        return uncloneable.test(tag) ? fail() : packFields(value, depth)
    }
  }

  function packFields(value: object, depth: number): unknown {
    // fromEntries defines and does not assign: a key named __proto__ stays a key.
    const fields = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, pack(item, depth + 1)]),
    )
    return Object.hasOwn(fields, '$') ? { $: 'object', v: fields } : fields
  }

  function unpack(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(unpack)
    const tagged = value as { $?: string; v?: unknown; c?: string; n?: string; s?: string; f?: string }
    switch (tagged.$) {
      case undefined:
        return unpackFields(value)
      case 'undefined':
        return undefined
      case 'number':
        return Number(tagged.v)
      case 'bigint':
        return BigInt(tagged.v as string)
      case 'date':
        return new Date(unpack(tagged.v) as number)
      case 'map':
        return new Map((tagged.v as unknown[]).map(unpack) as [unknown, unknown][])
      case 'set':
        return new Set((tagged.v as unknown[]).map(unpack))
      case 'regexp':
        return new RegExp(tagged.v as string, tagged.f)
      case 'buffer':
        return base64.decode(tagged.v as string).buffer
      case 'view': {
        const bytes = base64.decode(tagged.v as string)
        if (tagged.c === 'Uint8Array') return bytes
        const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[
          tagged.c!
        ]!
        return new View(bytes.buffer)
      }
      case 'error': {
        const error = new Error(tagged.v as string)
        error.name = tagged.n ?? 'Error'
        if (tagged.s !== undefined) error.stack = tagged.s
        return error
      }
      default:
        return unpackFields(tagged.v as object)
    }
  }

  function unpackFields(value: object): object {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item)]))
  }

  return { encode: (value) => JSON.stringify(pack(value, 0)), decode: (text) => unpack(JSON.parse(text)) }
}
