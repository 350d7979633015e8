import { utilityProcess } from 'electron'
import { rotating } from '../log/logger.ts'
import type { Child } from './supervised-child.ts'

/** Starts a file of ours as a process of its own; what it prints goes into `logFile`. */
export function forkUtility(file: string, serviceName: string, logFile: string): Child {
  const child = utilityProcess.fork(file, [], { serviceName, stdio: 'pipe' })
  const write = rotating(logFile)
  for (const output of [child.stdout, child.stderr])
    output?.on('data', (chunk: Buffer) => write(chunk.toString('utf8')))
  return child
}
