/** The names in the small call window's contract, for its preload; a test holds them equal to it. */
export const miniNames = {
  mini: {
    requests: [
      'view',
      'answer',
      'decline',
      'snooze',
      'choose',
      'hangup',
      'mute',
      'hold',
      'focus',
      'leave',
      'move',
      'open',
    ],
    events: ['changed'],
  },
} as const
