import { EventEmitter } from 'node:events'

// Members that JavaScript itself, Node's inspector and test runners look for on any object.
const probes = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  'tagName',
  '$$typeof',
  'asymmetricMatch',
  'domain',
  '__esModule',
  'default',
  'module.exports',
  'splice',
  'length',
  'window',
  'description',
  'stack',
  'message',
  'hasAttribute',
  'getRegExpFlags',
  'cause',
  'name',
])

/** The error for a member that Electron has and the host has not. */
export const notImplemented = (member: string): Error => new Error(`not implemented in host: ${member}`)

function guard(prototype: object, nameOf: (receiver: object) => string): object {
  return new Proxy(prototype, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || probes.has(key))
        return Reflect.get(target, key, receiver)
      throw notImplemented(`${nameOf(receiver)}.${key}`)
    },
    // Keeps `instanceof` true for the class that stands behind the guard.
    getPrototypeOf: () => prototype,
  })
}

const className = (receiver: object): string =>
  typeof receiver === 'function' ? receiver.name : receiver.constructor.name

/** Base of the host's classes without events: reading an unknown member throws instead of giving undefined. */
export class Strict {}
Object.setPrototypeOf(Strict.prototype, guard(Object.prototype, className))
Object.setPrototypeOf(Strict, guard(Function.prototype, className))

/** Base of the host's emitters: reading an unknown member throws instead of giving undefined. */
export class StrictEmitter extends EventEmitter {
  // Takes no arguments: those of a subclass are no options of an emitter.
  // biome-ignore lint/complexity/noUselessConstructor: see above
  constructor() {
    super()
  }
}
Object.setPrototypeOf(StrictEmitter.prototype, guard(EventEmitter.prototype, className))
Object.setPrototypeOf(StrictEmitter, guard(EventEmitter, className))

/** Makes unknown members of a module object throw `not implemented in host: <name>.<member>`. */
export function strict<T extends object>(name: string, members: T): T {
  return Object.setPrototypeOf(
    members,
    guard(Object.prototype, () => name),
  ) as T
}

/** Stands for a whole module or class that the host has not: any use of it throws. */
export function missing(name: string): unknown {
  const fail = (): never => {
    throw notImplemented(name)
  }
  return new Proxy(function unavailable() {}, {
    get(_target, key) {
      if (typeof key === 'symbol' || probes.has(key)) return undefined
      throw notImplemented(`${name}.${key}`)
    },
    apply: fail,
    construct: fail,
  })
}

/** An Electron event object: `preventDefault()` plus the event's own parameters. */
export function createEvent<P extends object>(
  params: P = {} as P,
): P & { defaultPrevented: boolean; preventDefault(): void } {
  return {
    ...params,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}
