import { type DraftFile, FILE_PART } from '../../../shared/ipc/writing-contract.ts'
import type { Bridge } from '../../bridge/bridge.tsx'

/** Hands a file to main part by part; gives the code of what stood in the way, undefined when main has all of it. */
export async function putFile(bridge: Bridge, file: DraftFile, from: Blob): Promise<string | undefined> {
  const begun = await bridge.writing.addFile(file)
  if (!begun.ok) return begun.code
  for (let offset = begun.value.sent; offset < from.size; ) {
    const bytes = await from
      .slice(offset, offset + FILE_PART)
      .arrayBuffer()
      .catch(() => undefined)
    if (!bytes) return 'FILE_NOT_READ'
    const answer = await bridge.writing.filePart({ fileId: file.fileId, offset, data: new Uint8Array(bytes) })
    if (!answer.ok) return answer.code === 'FILE_NOT_FOUND' ? undefined : answer.code
    if (answer.value.state !== 'reading') return undefined
    offset = answer.value.sent
  }
  return undefined
}
