import pino, { type Logger } from 'pino'

/**
 * The hub's log, on standard output: codes and ids. Message texts, numbers and tokens never enter it; what could carry
 * them by accident is cut out here.
 */
export const makeLog = (level: string): Logger =>
  pino({
    level,
    name: 'hub',
    redact: {
      paths: [
        'text',
        'token',
        'password',
        'remote',
        'number',
        'secret',
        '*.text',
        '*.token',
        '*.password',
        '*.remote',
        '*.number',
        '*.secret',
      ],
      censor: '[hidden]',
    },
  })
