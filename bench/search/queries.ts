import { folded } from '../../shared/search/fold.ts'
import { otherLayout } from '../../shared/search/layout.ts'
import { wordsOf } from '../../shared/search/words.ts'
import type { Corpus } from './corpus.ts'

export const queryKinds = ['common', 'rare', 'prefix', 'two words', 'typo', 'wrong layout'] as const
export type QueryKind = (typeof queryKinds)[number]
/** `meant`: the words that the query was made of, for the floor. */
export type Query = { kind: QueryKind; text: string; meant: string[] }

const letters = /^\p{L}{5,}$/u
const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T

/** A letter left out, doubled, or swapped with the next; never the first one. */
function slip(word: string, random: () => number): string {
  const i = 1 + Math.floor(random() * (word.length - 2))
  const [before, here, next, rest] = [word.slice(0, i), word[i], word[i + 1], word.slice(i + 2)]
  return pick([before + next + rest, before + here + here + next + rest, before + next + here + rest], random)
}

function shaped(kind: QueryKind, words: readonly string[], random: () => number): Query | undefined {
  const word = pick(words, random)
  if (word === undefined) return undefined
  if (kind === 'prefix') return { kind, text: word.slice(0, 3 + Math.floor(random() * 3)), meant: [word] }
  if (kind === 'typo') return { kind, text: slip(word, random), meant: [word] }
  if (kind === 'wrong layout') {
    const text = otherLayout(word)
    return text === undefined ? undefined : { kind, text, meant: [word] }
  }
  if (kind !== 'two words') return { kind, text: word, meant: [word] }
  const second = pick(words, random)
  return second === word || second === undefined
    ? undefined
    : { kind, text: `${word} ${second}`, meant: [word, second] }
}

/** Queries for what was said: words of messages that are there, and of each language's commonest and rarest. */
export function messageQueries(corpus: Corpus, each: number, random: () => number): Query[] {
  const queries: Query[] = []
  for (const kind of queryKinds)
    for (let made = 0; made < each; ) {
      const tongue = corpus.tongueOf(Math.floor(random() * 10))
      const list = corpus.vocabulary[tongue]
      const text = corpus.message(tongue, random)
      const words = wordsOf(text)
        .map((w) => w.text)
        .filter((w) => letters.test(w))
      const query =
        kind === 'common'
          ? shaped(kind, list.slice(0, 40), random)
          : kind === 'rare'
            ? shaped(kind, list.slice(-Math.floor(list.length / 2)), random)
            : shaped(kind, words, random)
      if (!query || (kind === 'wrong layout' && tongue !== 'ru' && /[ąćęłńóśźż]/.test(query.meant[0] ?? '')))
        continue
      queries.push(query)
      made++
    }
  return queries
}

/** Queries for people: names common and rare, and numbers whole, from the middle and by their end. */
export function contactQueries(
  corpus: Corpus,
  contacts: number,
  each: number,
  random: () => number,
): Query[] {
  const queries: Query[] = []
  for (const kind of queryKinds)
    for (let made = 0; made < each; ) {
      const { given, family, number } = corpus.personOf(Math.floor(random() * contacts))
      const digits = number.slice(1)
      let query: Query | undefined
      if (kind === 'common') query = { kind, text: given, meant: [given] }
      else if (kind === 'rare')
        query = pick<Query>(
          [
            { kind, text: family, meant: [family] },
            { kind, text: number, meant: [digits] },
            { kind, text: digits.slice(-5), meant: [digits] },
            {
              kind,
              text: `8 (${digits.slice(1, 4)}) ${digits.slice(4, 7)}-${digits.slice(7, 9)}-${digits.slice(9)}`,
              meant: [digits],
            },
          ],
          random,
        )
      else if (kind === 'two words') query = { kind, text: `${given} ${family}`, meant: [given, family] }
      else query = shaped(kind, [kind === 'prefix' && random() < 0.4 ? given : family], random)
      if (!query) continue
      queries.push(query)
      made++
    }
  return queries
}

export const foldedWords = (query: Query): string[] => query.meant.map(folded)
