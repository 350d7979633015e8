/** Any function that crosses between the two worlds of a page. */
export type BridgeFunction = (...args: never[]) => unknown

export type Endpoint = {
  /** Makes `fn` callable by the other world under a number below 100. */
  serve(id: number, fn: BridgeFunction): void
  /** Calls the other world synchronously; what it throws is thrown here. */
  call(id: number, args: unknown[]): unknown
}

/**
 * One end of the bridge between a page's main world and its isolated world.
 *
 *   main world  --- 'm' events --->  private detached node  --- 'i' events --->  isolated world
 *
 * Both worlds hold the same DOM node, which no page script can reach, and dispatch synchronous events on it; `detail`
 * is structured-cloned between the worlds. Functions, promises and errors travel as numbers. The natives that touch
 * the node are captured before page scripts run, so that later patching of prototypes cannot reveal it.
 *
 * The function is sent to pages as source text, so it may use nothing from this module's scope.
 */
export function createEndpoint(node: EventTarget, incoming: string, outgoing: string): Endpoint {
  type Packed = { $: string; id?: number; v?: unknown; n?: string; m?: string; s?: string | undefined }
  type Message =
    | { kind: 'call'; id: number; args: unknown }
    | { kind: 'return'; ok: boolean; value: unknown }
    | { kind: 'settle'; id: number; ok: boolean; value: unknown }
    | { kind: 'release'; id: number }
  type Settle = { resolve: (value: unknown) => void; reject: (reason: unknown) => void }

  const { apply } = Reflect
  const { dispatchEvent, addEventListener } = EventTarget.prototype
  const NativeEvent = CustomEvent
  const readDetail = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')!.get!
  const plain = Object.prototype
  const tagOf = plain.toString
  const { getPrototypeOf: prototypeOf, keys: keysOf } = Object
  const maxDepth = 1000
  const cloneable =
    /^(Date|Map|Set|RegExp|ArrayBuffer|DataView|.*Array|Blob|File|FileList|ImageData|ImageBitmap)$/

  const functions: Record<number, BridgeFunction> = Object.create(null)
  const waiting: Record<number, Settle> = Object.create(null)
  let lastId = 100
  let answer: { ok: boolean; value: unknown } | undefined
  const released = new FinalizationRegistry<number>((id) => emit({ kind: 'release', id }))

  function emit(message: Message): void {
    apply(dispatchEvent, node, [new NativeEvent(outgoing, { detail: message })])
  }

  function pack(value: unknown, depth: number): unknown {
    if (depth > maxDepth)
      throw new TypeError(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      )
    if (typeof value === 'function') {
      functions[++lastId] = value as BridgeFunction
      return { $: 'function', id: lastId }
    }
    if (value === null || typeof value !== 'object') return typeof value === 'symbol' ? undefined : value
    if (value instanceof Promise) return packPromise(value)
    if (value instanceof Error) return { $: 'error', n: value.name, m: value.message, s: value.stack }
    if (Array.isArray(value)) return packItems(value, depth)
    const prototype = prototypeOf(value)
    if (prototype === plain || prototype === null) return packFields(value, depth, true)
    if (cloneable.test(apply(tagOf, value, []).slice(8, -1))) return { $: 'clone', v: value }
    return packFields(value, depth, false)
  }

  // Almost everything crosses as it stands: what holds nothing to pack is not copied.
  function packItems(items: readonly unknown[], depth: number): unknown {
    let copy: unknown[] | undefined
    for (let i = 0; i < items.length; i++) {
      const packed = pack(items[i], depth + 1)
      if (!copy && (packed !== items[i] || !(i in items))) copy = items.slice(0, i)
      copy?.push(packed)
    }
    return copy ?? items
  }

  function packFields(value: object, depth: number, isPlain: boolean): unknown {
    const fields = value as Record<string, unknown>
    const keys = keysOf(value)
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

  function packPromise(promise: Promise<unknown>): Packed {
    const id = ++lastId
    promise.then(
      (value) => emit({ kind: 'settle', id, ok: true, value: pack(value, 0) }),
      (reason) => emit({ kind: 'settle', id, ok: false, value: pack(reason, 0) }),
    )
    return { $: 'promise', id }
  }

  function unpack(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        const mine = unpack(value[i])
        if (mine !== value[i]) value[i] = mine
      }
      return value
    }
    const packed = value as Packed
    switch (packed.$) {
      case undefined:
        return unpackFields(value)
      case 'function': {
        const id = packed.id!
        const proxy = (...args: unknown[]) => call(id, args)
        released.register(proxy, id)
        return proxy
      }
      case 'promise':
        return new Promise((resolve, reject) => {
          waiting[packed.id!] = { resolve, reject }
        })
      case 'error': {
        const error = new Error(packed.m)
        if (packed.n && packed.n !== 'Error') error.name = packed.n
        if (packed.s !== undefined) error.stack = packed.s
        return error
      }
      case 'clone':
        return packed.v
      default:
        return unpackFields(packed.v as object)
    }
  }

  /** What came over is a clone made for this world alone, and is changed where it stands. */
  function unpackFields(value: object): object {
    const fields = value as Record<string, unknown>
    for (const key of keysOf(value)) {
      const mine = unpack(fields[key])
      if (mine !== fields[key]) fields[key] = mine
    }
    return value
  }

  function call(id: number, args: unknown[]): unknown {
    const packed = pack(args, 0)
    const outer = answer
    answer = undefined
    emit({ kind: 'call', id, args: packed })
    const mine = answer as { ok: boolean; value: unknown } | undefined
    answer = outer
    if (!mine) throw new Error('The other world of the bridge did not answer.')
    const value = unpack(mine.value)
    if (!mine.ok) throw value
    return value
  }

  function run(id: number, args: unknown): { ok: boolean; value: unknown } {
    try {
      const fn = functions[id]
      if (!fn) throw new Error('This function of the bridge is no longer available.')
      return { ok: true, value: pack(apply(fn, undefined, unpack(args) as never[]), 0) }
    } catch (error) {
      return { ok: false, value: pack(error, 0) }
    }
  }

  apply(addEventListener, node, [
    incoming,
    (event: Event) => {
      const message = apply(readDetail, event, []) as Message
      if (message.kind === 'call') emit({ kind: 'return', ...run(message.id, message.args) })
      else if (message.kind === 'return') answer = message
      else if (message.kind === 'release') delete functions[message.id]
      else {
        const settle = waiting[message.id]
        delete waiting[message.id]
        if (settle) (message.ok ? settle.resolve : settle.reject)(unpack(message.value))
      }
    },
  ])

  return {
    serve: (id, fn) => {
      functions[id] = fn
    },
    call,
  }
}
