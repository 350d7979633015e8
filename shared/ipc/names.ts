import type { Contract } from './contract.ts'
import type { EventsOf, RequestsOf } from './derive.ts'

type Names<C> = {
  readonly [A in keyof C]: {
    readonly requests: readonly (keyof RequestsOf<C[A]>)[]
    readonly events: readonly (keyof EventsOf<C[A]>)[]
  }
}

/**
 * The names in the contract without its schemas, so that the preload script stays a few kilobytes: it only passes
 * things on, and main checks them. A test holds this table equal to the contract.
 */
export const contractNames: Names<Contract> = {
  app: {
    requests: ['bootstrap', 'setPreferences', 'openExternal', 'copy', 'report'],
    events: ['preferences', 'command'],
  },
  hub: { requests: ['state', 'retry', 'probe', 'use', 'useData'], events: ['changed'] },
  session: {
    requests: ['state', 'login', 'logout', 'create', 'setPresence'],
    events: ['changed', 'presence'],
  },
  inbox: { requests: ['list'], events: ['changed', 'typing'] },
  card: {
    requests: [
      'open',
      'older',
      'close',
      'find',
      'resolve',
      'link',
      'unlink',
      'links',
      'setField',
      'addTag',
      'removeTag',
      'addNote',
      'makePromise',
      'keepPromise',
    ],
    events: ['expected', 'events', 'regrouped'],
  },
  cases: { requests: ['open', 'change', 'close', 'reopen', 'place'], events: [] },
  redaction: { requests: ['reveal'], events: [] },
  search: { requests: ['said'], events: [] },
  conversation: { requests: ['accept', 'close', 'reopen', 'seen', 'typing', 'send'], events: [] },
  routing: {
    requests: [
      'offers',
      'pass',
      'requeue',
      'snooze',
      'wake',
      'callbacks',
      'schedule',
      'settle',
      'myDay',
      'change',
    ],
    events: ['offer', 'withdrawn', 'callbacksChanged'],
  },
  softphone: {
    requests: [
      'calls',
      'answer',
      'decline',
      'hangup',
      'hold',
      'mute',
      'dtmf',
      'dial',
      'preview',
      'redial',
      'identify',
      'stopAutoAnswer',
      'transfer',
      'completeTransfer',
      'pullBack',
      'merge',
      'recent',
      'team',
      'dispose',
      'lines',
    ],
    events: ['changed', 'linesChanged', 'level', 'quality', 'trouble'],
  },
  reminders: { requests: ['set', 'snooze', 'due', 'done'], events: ['came'] },
  devices: {
    requests: [
      'list',
      'prefer',
      'testRinger',
      'testVoice',
      'meter',
      'startPreflight',
      'stopPreflight',
      'day',
    ],
    events: ['changed', 'switched', 'voiceTest', 'level', 'preflight'],
  },
  headset: { requests: ['list', 'choose'], events: ['changed', 'press'] },
  line: { requests: ['settings', 'save', 'remove', 'test'], events: [] },
  recordings: {
    requests: [
      'open',
      'pause',
      'paymentField',
      'waiting',
      'heard',
      'download',
      'comment',
      'uncomment',
      'due',
      'placeHold',
      'liftHold',
      'holds',
      'intake',
      'place',
      'discard',
    ],
    events: [],
  },
  quality: { requests: ['keep', 'list', 'read', 'showInFolder'], events: ['kept'] },
  supervision: {
    requests: [
      'watch',
      'state',
      'start',
      'mode',
      'handOver',
      'stop',
      'raiseHand',
      'lowerHand',
      'takeHand',
      'setPresence',
      'turn',
      'setTurn',
    ],
    events: ['board', 'changed', 'hand', 'presenceBy'],
  },
  admin: {
    requests: [
      'operators',
      'addOperator',
      'setScope',
      'disableOperator',
      'setSettings',
      'setFieldKind',
      'addSound',
      'removeSound',
      'intake',
      'setIntake',
      'audit',
      'exportAudit',
      'setFields',
      'hosting',
      'share',
    ],
    events: [],
  },
}
