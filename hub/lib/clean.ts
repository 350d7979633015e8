/**
 * Text from outside as it may be kept: lone surrogates become U+FFFD (the log is UTF-8), control characters other than
 * tab and line feed go. Nothing else: what somebody typed is stored as typed, scripts included, and shown as plain text.
 */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
