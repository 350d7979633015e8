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
    if (Array.isArray(value)) return packItems(value, depth)
    const prototype = Object.getPrototypeOf(value)
    if (prototype === objectPrototype || prototype === null) return packFields(value, depth, true)
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
        return uncloneable.test(tag) ? fail() : packFields(value, depth, false)
    }
  }

  // Almost everything that is sent is JSON as it stands: what holds nothing to tag is not copied.
  function packItems(items: readonly unknown[], depth: number): unknown {
    let copy: unknown[] | undefined
    for (let i = 0; i < items.length; i++) {
      const packed = pack(items[i], depth + 1)
      if (!copy && packed !== items[i]) copy = items.slice(0, i)
      copy?.push(packed)
    }
    return copy ?? items
  }

  function packFields(value: object, depth: number, isPlain: boolean): unknown {
    const fields = value as Record<string, unknown>
    const keys = Object.keys(value)
    let copy: [string, unknown][] | undefined = isPlain ? undefined : []
    keys.forEach((key, i) => {
      const packed = pack(fields[key], depth + 1)
      if (!copy && packed !== fields[key]) copy = keys.slice(0, i).map((k) => [k, fields[k]])
      copy?.push([key, packed])
    })
    // fromEntries defines and does not assign: a key named __proto__ stays a key.
    const packed = copy ? Object.fromEntries(copy) : value
    return Object.hasOwn(packed, '$') ? { $: 'object', v: packed } : packed
  }

  // What is unpacked was made by JSON.parse for us alone, and is changed where it stands.
  function unpack(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) value[i] = unpack(value[i])
      return value
    }
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
    const fields = value as Record<string, unknown>
    for (const key of Object.keys(value)) {
      const item = fields[key]
      const mine = unpack(item)
      // Its own key, even one named __proto__: JSON.parse has defined it.
      if (mine !== item) fields[key] = mine
    }
    return value
  }

  return {
    encode: (value) => JSON.stringify(pack(value, 0)),
    // Every tag is written as this key; a text without it holds none.
    decode: (text) => (text.includes('"$"') ? unpack(JSON.parse(text)) : JSON.parse(text)),
  }
}
