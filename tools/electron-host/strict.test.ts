import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createEvent, missing, Strict, StrictEmitter, strict } from './strict.ts'

class Window extends StrictEmitter {
  static all(): string {
    return 'all'
  }
  title = 'known'
}
const read = (value: object, key: string): unknown => Reflect.get(value, key)

describe('a member that the host lacks', () => {
  test('throws on instances, on classes and on modules', () => {
    class Plain extends Strict {}
    expect(() => read(new Window(), 'fly')).toThrow('not implemented in host: Window.fly')
    expect(() => read(Window, 'fly')).toThrow('not implemented in host: Window.fly')
    expect(() => read(new Plain(), 'fly')).toThrow('not implemented in host: Plain.fly')
    expect(() => read(strict('dialog', { show: 1 }), 'fly')).toThrow('not implemented in host: dialog.fly')
  })

  test('throws on whole modules however they are used', () => {
    const updater = missing('autoUpdater') as { check: unknown } & (new () => unknown)
    expect(() => updater.check).toThrow('not implemented in host: autoUpdater.check')
    expect(() => new updater()).toThrow('not implemented in host: autoUpdater')
  })
})

describe('a strict object', () => {
  test('is otherwise an ordinary emitter', () => {
    const window = new Window()
    const heard: unknown[] = []
    window.once('shown', (value) => heard.push(value))
    expect(window.emit('shown', 1)).toBe(true)
    expect(window.emit('shown', 2)).toBe(false)
    expect(heard).toEqual([1])
    expect(window).toBeInstanceOf(EventEmitter)
    expect([window.title, Window.all()]).toEqual(['known', 'all'])
  })

  test('can be awaited, printed and stringified', async () => {
    const window = new Window()
    expect(await window).toBe(window)
    expect(JSON.stringify(strict('m', { a: 1 }))).toBe('{"a":1}')
  })
})

test('an event remembers that it was prevented', () => {
  const event = createEvent({ url: 'app://console/' })
  event.preventDefault()
  expect([event.url, event.defaultPrevented]).toEqual(['app://console/', true])
})
