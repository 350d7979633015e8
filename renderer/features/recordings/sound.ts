import type { Sound, Voice } from './store.ts'

/**
 * The window's audio element with a choice of voice. The operator is the left channel and the customer the right; the
 * graph that separates them is made only when somebody asks for one voice, since it cannot be taken away again.
 */
export function makeSound(): Sound {
  const element = new Audio()
  element.preload = 'metadata'
  // Whoever speaks fast is still themselves.
  element.preservesPitch = true
  let gains: { left: GainNode; right: GainNode; context: AudioContext } | undefined

  const graph = () => {
    if (gains) return gains
    const context = new AudioContext()
    const source = context.createMediaElementSource(element)
    const splitter = context.createChannelSplitter(2)
    const left = context.createGain()
    const right = context.createGain()
    source.connect(splitter)
    splitter.connect(left, 0)
    splitter.connect(right, 1)
    left.connect(context.destination)
    right.connect(context.destination)
    gains = { left, right, context }
    return gains
  }

  return Object.assign(element, {
    choose(voice: Voice): boolean {
      if (voice === 'both' && !gains) return true
      try {
        const { left, right, context } = graph()
        left.gain.value = voice === 'customer' ? 0 : 1
        right.gain.value = voice === 'operator' ? 0 : 1
        void context.resume()
        return true
      } catch {
        return false
      }
    },
  })
}
