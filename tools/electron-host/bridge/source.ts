import { createCodec } from '../codec.ts'
import { createEndpoint } from './endpoint.ts'
import { type IsolatedWorldConfig, startIsolatedWorld } from './isolated-world.ts'
import { bridgeServices, type MainWorldConfig, startMainWorld } from './main-world.ts'

/** Name that Electron gives to the isolated world, as developer tools show it. */
export const isolatedWorldName = 'Electron Isolated Context'

/** Script for the page's own world. */
export function mainWorldSource(config: MainWorldConfig): string {
  return `(${startMainWorld})(${createEndpoint},${JSON.stringify(bridgeServices)},${JSON.stringify(config)})`
}

/** Script for the isolated world, with the text of a sandboxed preload (one CommonJS file) inside. */
export function isolatedWorldSource(config: IsolatedWorldConfig, preload: string): string {
  const wrapped = `function(require,module,exports,process){${preload}\n}`
  const parts = [createEndpoint, createCodec, JSON.stringify(bridgeServices), JSON.stringify(config), wrapped]
  return `(${startIsolatedWorld})(${parts.join(',')})`
}
