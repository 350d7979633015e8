import type { ConversationId } from '../../../shared/lib/ids.ts'
import type { Bridge } from '../../bridge/bridge.tsx'

/** "Typing" is told at most this often, and taken back after a pause this long. */
const typingEvery = 3000
const typingPause = 4000

/** Tells the customer that somebody types, and colleagues who is in a conversation and what they do there. */
export function createTelling(bridge: Bridge) {
  let told: { id: ConversationId; at: number } | undefined
  let place: { id: ConversationId; doing: 'viewing' | 'typing' | 'draft' } | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  let hasWords = false

  const attend = (id: ConversationId | undefined, doing: 'viewing' | 'typing' | 'draft') => {
    if (place?.id === id && (id === undefined || place?.doing === doing)) return
    place = id && { id, doing }
    void bridge.writing.attend(id ? { conversationId: id, doing } : {})
  }
  const stop = () => {
    clearTimeout(pause)
    if (!told) return
    void bridge.conversation.typing({ conversationId: told.id, on: false })
    if (place?.id === told.id) attend(told.id, hasWords ? 'draft' : 'viewing')
    told = undefined
  }
  return {
    wrote(conversationId: ConversationId, words: boolean) {
      hasWords = words
      if (told && told.id !== conversationId) stop()
      if (!words) {
        stop()
        if (place?.id === conversationId) attend(conversationId, 'viewing')
        return
      }
      const now = Date.now()
      if (!told || now - told.at >= typingEvery) {
        told = { id: conversationId, at: now }
        void bridge.conversation.typing({ conversationId, on: true })
        if (place?.id === conversationId) attend(conversationId, 'typing')
      }
      clearTimeout(pause)
      pause = setTimeout(stop, typingPause)
    },
    attend(conversationId: ConversationId | undefined, words: boolean) {
      hasWords = words
      attend(conversationId, words ? 'draft' : 'viewing')
    },
  }
}
