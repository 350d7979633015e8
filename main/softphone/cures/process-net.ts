/** Whether an error comes out of sip.js rather than out of our own code. */
export const isFromSipJs = (error: unknown): boolean =>
  error instanceof Error && /[\\/]sip\.js[\\/]/.test(error.stack ?? '')

/**
 * The last net under the stack, for the process that hosts it: what sip.js throws from a timer or leaves rejected is
 * logged, and calls go on. Errors of others are passed on as if there were no net. Returns what takes the net away.
 */
export function installSipNet(log: (message: string) => void): () => void {
  const onError = (error: unknown) => {
    if (isFromSipJs(error))
      return log(error instanceof Error ? (error.stack ?? error.message) : String(error))
    uninstall()
    // Thrown from a fresh turn, so that it meets the process's own way of dying.
    setImmediate(() => {
      throw error
    })
  }
  const uninstall = () => {
    process.off('uncaughtException', onError)
    process.off('unhandledRejection', onError)
  }
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  return uninstall
}
