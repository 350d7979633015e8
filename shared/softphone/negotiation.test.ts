import { describe, expect, it } from 'vitest'
import { type Connection, Negotiation } from './negotiation.ts'

/** A connection by the book (RFC 8829, 4.1), which takes down what is done to it. */
class Book implements Connection {
  signalingState = 'stable'
  iceGatheringState = 'complete'
  localDescription: { type: 'offer' | 'answer'; sdp: string } | null = null
  readonly done: string[] = []
  private made = 0

  createOffer({ iceRestart }: { iceRestart: boolean }) {
    return Promise.resolve({ type: 'offer' as const, sdp: `offer ${++this.made}${iceRestart ? ' ice' : ''}` })
  }
  createAnswer() {
    return Promise.resolve({ type: 'answer' as const, sdp: `answer ${++this.made}` })
  }
  async setLocalDescription({ type, sdp = '' }: { type: string; sdp?: string }) {
    this.done.push(`local ${sdp || type}`)
    if (type === 'rollback') this.signalingState = 'stable'
    else if (type === 'offer' && this.signalingState !== 'have-remote-offer')
      this.signalingState = 'have-local-offer'
    else if (type === 'answer' && this.signalingState === 'have-remote-offer') this.signalingState = 'stable'
    else throw new Error(`${type} in ${this.signalingState}`)
    if (type === 'offer' || type === 'answer') this.localDescription = { type, sdp }
  }
  async setRemoteDescription({ type, sdp = '' }: { type: string; sdp?: string }) {
    this.done.push(`remote ${sdp || type}`)
    if (type === 'rollback') this.signalingState = 'stable'
    else if (type === 'offer' && this.signalingState === 'stable') this.signalingState = 'have-remote-offer'
    else if (type === 'answer' && this.signalingState === 'have-local-offer') this.signalingState = 'stable'
    else throw new Error(`${type} in ${this.signalingState}`)
  }
  addEventListener() {}
  removeEventListener() {}
  close() {
    this.done.push('closed')
  }
}

function negotiation() {
  const books: Book[] = []
  const made = new Negotiation(
    () => {
      const book = new Book()
      books.push(book)
      return book
    },
    () => {},
  )
  return { made, books }
}

/** A call that came in and was answered. */
async function answered() {
  const call = negotiation()
  await call.made.take('theirs')
  expect(await call.made.describe(false)).toEqual({ type: 'answer', sdp: 'answer 1' })
  return { ...call, book: call.books[0] as Book }
}

describe('offer and answer over refusals', () => {
  it('begins with an offer that gathers at once', async () => {
    const { made, books } = negotiation()
    expect(await made.describe(false)).toEqual({ type: 'offer', sdp: 'offer 1' })
    expect(await made.take('theirs')).toBe('answer')
    expect(books[0]?.done).toEqual(['local offer 1', 'remote theirs'])
  })

  it('makes a later offer its own only with the answer, so that a refusal leaves no trace', async () => {
    const { made, book } = await answered()
    const before = [...book.done]
    expect(await made.describe(false)).toEqual({ type: 'offer', sdp: 'offer 2' })
    await made.undo()
    expect(book.done).toEqual(before)
    await made.describe(false)
    expect(await made.take('their answer')).toBe('answer')
    expect(book.done).toEqual([...before, 'local offer 3', 'remote their answer'])
  })

  it('takes an offer of the other side after its own was refused', async () => {
    const { made, book } = await answered()
    await made.describe(false)
    await made.undo()
    expect(await made.take('their next')).toBe('offer')
    expect(await made.describe(false)).toMatchObject({ type: 'answer' })
    expect(book.done.some((step) => step.includes('rollback'))).toBe(false)
  })

  it('leaves a refused restart of ICE pending, and the next offer takes its place', async () => {
    const { made, books, book } = await answered()
    expect(await made.describe(true)).toEqual({ type: 'offer', sdp: 'offer 2 ice' })
    await made.undo()
    await made.describe(true)
    await made.take('their answer')
    expect(book.done.slice(2)).toEqual(['local offer 2 ice', 'local offer 3 ice', 'remote their answer'])
    expect(books).toHaveLength(1)
  })

  it('meets an offer of the other side with a fresh connection when its own is pending', async () => {
    const { made, books, book } = await answered()
    await made.describe(true)
    await made.undo()
    expect(await made.take('their next')).toBe('offer')
    expect(await made.describe(false)).toMatchObject({ type: 'answer' })
    expect(book.done.at(-1)).toBe('closed')
    expect(books[1]?.done).toEqual(['remote their next', 'local answer 1'])
    expect(made.connection).toBe(books[1])
  })

  it('takes back an offer of the other side that could not be answered', async () => {
    const { made, book } = await answered()
    await made.take('their next')
    await made.undo()
    expect(book.done.at(-1)).toBe('remote rollback')
    expect(made.answering).toBe(false)
  })
})
