/**
 * The text of a file: UTF-8, with or without its mark, else Windows-1251, which is what spreadsheets of Russian
 * computers write.
 */
export function textOfFile(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes)
  }
}
