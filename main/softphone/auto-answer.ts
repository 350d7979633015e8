import type { LineProfile } from '../../shared/softphone/line.ts'
import type { CallBook } from './call-book.ts'

export type AutoAnswerOptions = {
  book: CallBook
  /** Nobody is talked to, and what is said would be heard. */
  mayAnswer(callId: string): boolean
  answer(callId: string, tone: boolean): void
  now(): number
}

/** Answers calls without a hand, where their line says so; the countdown is seen, and any key ends it. */
export function createAutoAnswer({ book, mayAnswer, answer, now }: AutoAnswerOptions) {
  return {
    /** `asked`: the server wants it answered after so many seconds. */
    offer(callId: string, rule: LineProfile['autoAnswer'], asked: { afterSeconds: number } | undefined) {
      const seconds =
        rule.when === 'always' ? rule.seconds : rule.when === 'header' ? asked?.afterSeconds : undefined
      if (seconds === undefined || !mayAnswer(callId)) return
      const at = now() + seconds * 1000
      book.dispatch(callId, { type: 'auto-answer', at })
      setTimeout(() => {
        if (book.get(callId)?.answersAt !== at) return
        if (mayAnswer(callId)) answer(callId, rule.tone)
        else book.dispatch(callId, { type: 'auto-answer', at: undefined })
      }, seconds * 1000).unref()
    },
  }
}
