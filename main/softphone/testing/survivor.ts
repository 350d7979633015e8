import { createInterface } from 'node:readline'
import { catchWhatSlips } from '../../process-net.ts'
import { createSipStack } from '../sip-stack.ts'
import type { SipAccount } from '../sip-stack-types.ts'
import { fakeMedia } from './fake-media.ts'

// A process with a telephone in it that answers, and in which faults can be made: by a line on its input.

const say = (line: string) => process.stdout.write(`${line}\n`)
catchWhatSlips({ error: (event) => say(`caught ${event}`) })
const account = JSON.parse(process.argv[2] ?? '{}') as SipAccount
const stack = createSipStack({
  account,
  media: fakeMedia(),
  log: (r) => r.includes('listener') && say('caught listener'),
})
let callId = ''
let faulty = false
stack.onEvent((event) => {
  if (event.type === 'line' && event.line.state === 'registered') say('registered')
  if (event.type === 'incoming') {
    callId = event.callId
    void stack.answer(callId)
  }
  if (event.type === 'line' && faulty) throw new Error('of a listener')
})
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'hang up') return void stack.hangup(callId)
  setTimeout(() => {
    throw new Error('out of a timer')
  })
  void Promise.reject(new Error('that nobody awaits'))
  faulty = true
  stack.reconnect('a fault')
  setTimeout(() => {
    faulty = false
  }, 0)
})
await stack.start()
