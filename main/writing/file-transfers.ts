import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DefaultHttpStack, DetailedError, Upload } from 'tus-js-client'
import { dangerCode, dangerOf } from '../../shared/files/danger.ts'
import { DraftFile, type FileState } from '../../shared/ipc/writing-contract.ts'
import { type ErrorCode, isErrorCode } from '../../shared/lib/errors.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { z } from '../../shared/lib/schema.ts'
import { type FileUpload, hubPaths } from '../../shared/protocol/hub-protocol.ts'
import type { Vault } from '../local/vault.ts'
import type { Logger } from '../log/logger.ts'
import type { UploadTarget } from '../recordings/tus-sender.ts'

export type FileTransfers = {
  add(file: DraftFile): Promise<Result<FileState>>
  part(fileId: string, offset: number, data: Uint8Array): Promise<Result<FileState>>
  /** A file that is here whole already: a voice note. */
  addWhole(file: DraftFile, data: Uint8Array): Promise<Result<FileState>>
  cancel(fileId: string): Promise<void>
  list(): FileState[]
  state(fileId: string): FileState | undefined
  /** The hub is there: what waits goes on. */
  kick(): void
  /** It is in a message now: nothing of it stays here. */
  sent(fileIds: readonly string[]): void
  dispose(): Promise<void>
}

type Options = {
  folder: string
  vault: Vault
  /** Undefined while nobody is signed in. */
  hub: () => UploadTarget | undefined
  onChange(state: FileState): void
  log: Logger
  backoffMs?: (failures: number) => number
}

const Kept = z.object({ file: DraftFile, uploadPath: z.optional(z.string()), ready: z.boolean() })
type Kept = z.infer<typeof Kept>
type Transfer = { kept: Kept; state: FileState; current?: { stop(): void }; gone?: boolean }

const largest = 100 * 1024 * 1024
const partBytes = 1024 * 1024
/** How much of a file is looked at before it leaves, bytes. */
const lookedAt = 256 * 1024
const passing = new Set([0, 401, 408, 409, 410, 423, 425, 429])
const growing = (failures: number) => Math.min(30_000, 500 * 2 ** failures)

/**
 * Files on their way from the window into a message: they lie here sealed, part by part, until the hub has all of them.
 * An upload (tus 1.0) that breaks off goes on where it stopped, also after a restart.
 */
export function createFileTransfers(options: Options): FileTransfers {
  const { folder, vault, hub, onChange, log, backoffMs = growing } = options
  const transfers = new Map<string, Transfer>()
  let running = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let disposed = false
  const made = mkdir(folder, { recursive: true }).catch(() => undefined)

  const dataPath = (id: string) => join(folder, `${id}.part`)
  const notePath = (id: string) => join(folder, `${id}.note`)
  const tell = (transfer: Transfer, change: Partial<FileState>) => {
    transfer.state = { ...transfer.state, ...change }
    if (change.state && change.state !== 'failed') delete transfer.state.code
    if (!transfer.gone) onChange(transfer.state)
  }
  const note = async ({ kept }: Transfer) => {
    const path = notePath(kept.file.fileId)
    await writeFile(`${path}.new`, vault.sealText(JSON.stringify(kept)), { mode: 0o600 })
    await rename(`${path}.new`, path)
  }
  const remove = (id: string) =>
    Promise.all([rm(dataPath(id), { force: true }), rm(notePath(id), { force: true })])

  /** What an earlier start left: whole files go on, and those that the window had not handed over are lost to it. */
  const recover = async () => {
    await made
    for (const name of await readdir(folder).catch(() => [])) {
      const id = name.replace(/\.note$/, '')
      if (id === name || transfers.has(id)) continue
      const text = vault.unsealText(await readFile(notePath(id), 'utf8').catch(() => ''))
      const kept = Kept.safeParse(text === undefined ? undefined : JSON.parse(text))
      if (!kept.success) continue
      const { file, ready } = kept.data
      const have = ready ? file.bytes : ((await bytesOf(id))?.length ?? 0)
      const whole = have === file.bytes
      const state: FileState = {
        fileId: file.fileId,
        fileName: file.fileName,
        bytes: file.bytes,
        sent: ready ? file.bytes : 0,
        state: ready ? 'ready' : whole ? 'uploading' : 'failed',
        ...(whole ? {} : { code: 'FILE_NOT_READ' }),
      }
      const transfer: Transfer = { kept: kept.data, state }
      transfers.set(id, transfer)
      onChange(state)
    }
    kick()
  }

  const bytesOf = async (id: string): Promise<Buffer | undefined> => {
    const sealed = await readFile(dataPath(id)).catch(() => undefined)
    if (!sealed) return undefined
    const parts: Buffer[] = []
    for (let at = 0; at + 4 <= sealed.length; ) {
      const length = sealed.readUInt32BE(at)
      const part = vault.unseal(sealed.subarray(at + 4, at + 4 + length))
      if (!part) return undefined
      parts.push(part)
      at += 4 + length
    }
    return Buffer.concat(parts)
  }

  const run = async () => {
    if (running || disposed) return
    running = true
    clearTimeout(timer)
    try {
      for (;;) {
        const next = [...transfers.values()].find((t) => t.state.state === 'uploading')
        const target = hub()
        if (!next || !target || disposed) break
        const outcome = await upload(next, target)
        if (outcome === 'again') {
          timer = setTimeout(kick, backoffMs(failures++))
          timer.unref()
          break
        }
        failures = 0
      }
    } finally {
      running = false
    }
  }
  const kick = () => void run().catch((error: unknown) => log.error('file upload', { error }))

  const upload = async (transfer: Transfer, target: UploadTarget): Promise<'done' | 'again'> => {
    const { fileId } = transfer.state
    const bytes = await bytesOf(fileId)
    if (!bytes) {
      tell(transfer, { state: 'failed', code: 'FILE_NOT_READ' })
      return 'done'
    }
    // The hub would say no as well, but only once it has all of it.
    const danger = dangerOf(transfer.state.fileName, bytes.subarray(0, lookedAt))
    if (danger) {
      tell(transfer, { state: 'failed', code: dangerCode(danger) })
      return 'done'
    }
    try {
      await send(transfer, bytes, target)
    } catch (error) {
      if (transfer.gone) return 'done'
      const response = error instanceof DetailedError ? error.originalResponse : undefined
      const status = response?.getStatus() ?? 0
      const body = response?.getBody() ?? ''
      // What the hub has forgotten is begun anew.
      if (status === 404 && transfer.kept.uploadPath) delete transfer.kept.uploadPath
      else if (status >= 400 && status < 500 && !passing.has(status)) {
        const code: ErrorCode = isErrorCode(body)
          ? body
          : status === 413
            ? 'FILE_TOO_LARGE'
            : 'FILE_NOT_TAKEN'
        tell(transfer, { state: 'failed', code })
        return 'done'
      }
      tell(transfer, { code: 'UPLOAD_INTERRUPTED' })
      return 'again'
    }
    transfer.kept.ready = true
    await note(transfer)
    await rm(dataPath(fileId), { force: true })
    tell(transfer, { state: 'ready', sent: bytes.length })
    return 'done'
  }

  const send = (transfer: Transfer, bytes: Buffer, target: UploadTarget): Promise<void> =>
    new Promise((resolve, reject) => {
      const { file, uploadPath } = transfer.kept
      const metadata = {
        fileId: file.fileId,
        fileName: file.fileName,
        ...(file.voice ? { voice: JSON.stringify(file.voice) } : {}),
      } satisfies FileUpload
      const { url, token, ca, checkServerIdentity } = target
      const tus = new Upload(bytes, {
        endpoint: new URL(hubPaths.fileUpload, url).href,
        headers: { authorization: `Bearer ${token}` },
        metadata,
        chunkSize: partBytes,
        retryDelays: null,
        storeFingerprintForResuming: false,
        httpStack: new DefaultHttpStack({
          ...(ca ? { ca } : {}),
          ...(checkServerIdentity ? { checkServerIdentity } : {}),
        }),
        ...(uploadPath ? { uploadUrl: new URL(uploadPath, url).href } : {}),
        onProgress: (sent) => tell(transfer, { sent }),
        onUploadUrlAvailable() {
          const path = tus.url ? new URL(tus.url, url).pathname : undefined
          if (!path || path === transfer.kept.uploadPath) return
          transfer.kept.uploadPath = path
          // Without the note the upload would only begin anew.
          note(transfer).catch(() => undefined)
        },
        onSuccess: () => resolve(),
        onError: reject,
      })
      transfer.current = {
        stop() {
          tus.abort(transfer.gone === true).catch(() => undefined)
          reject(new Error('stopped'))
        },
      }
      tus.start()
    })

  const begin = async (file: DraftFile): Promise<Result<Transfer>> => {
    if (!vault.open) return fail('AUTH_REQUIRED')
    if (file.bytes > largest) return fail('FILE_TOO_LARGE')
    const danger = dangerOf(file.fileName)
    if (danger) return fail(dangerCode(danger))
    await made
    const known = transfers.get(file.fileId)
    if (known) return ok(known)
    const { fileId, fileName, bytes } = file
    const state: FileState = { fileId, fileName, bytes, sent: 0, state: 'reading' }
    const transfer: Transfer = { kept: { file, ready: false }, state }
    transfers.set(fileId, transfer)
    await note(transfer)
    return ok(transfer)
  }

  const put = async (transfer: Transfer, data: Uint8Array): Promise<void> => {
    const sealed = vault.seal(data)
    const head = Buffer.alloc(4)
    head.writeUInt32BE(sealed.length)
    await appendFile(dataPath(transfer.state.fileId), Buffer.concat([head, sealed]), { mode: 0o600 })
    const sent = transfer.state.sent + data.byteLength
    if (sent < transfer.state.bytes) return tell(transfer, { sent })
    tell(transfer, { state: 'uploading', sent: 0 })
    kick()
  }

  const forget = vault.onOpen(() => void recover().catch((error: unknown) => log.error('files', { error })))
  if (vault.open) void recover().catch(() => undefined)

  return {
    async add(file) {
      const begun = await begin(file)
      return begun.ok ? ok(begun.value.state) : begun
    },
    async part(fileId, offset, data) {
      const transfer = transfers.get(fileId)
      if (!transfer) return fail('FILE_NOT_FOUND')
      const { state } = transfer
      // A part that comes twice: the answer says where we are.
      if (state.state !== 'reading' || offset !== state.sent) return ok(state)
      if (offset + data.byteLength > state.bytes) return fail('FILE_NOT_READ')
      await put(transfer, data)
      return ok(transfer.state)
    },
    async addWhole(file, data) {
      const begun = await begin(file)
      if (!begun.ok) return begun
      await put(begun.value, data)
      return ok(begun.value.state)
    },
    async cancel(fileId) {
      const transfer = transfers.get(fileId)
      if (!transfer) return
      transfer.gone = true
      transfers.delete(fileId)
      transfer.current?.stop()
      await remove(fileId)
    },
    list: () => [...transfers.values()].map((t) => t.state),
    state: (fileId) => transfers.get(fileId)?.state,
    kick,
    sent(fileIds) {
      for (const id of fileIds) {
        transfers.delete(id)
        void remove(id)
      }
    },
    async dispose() {
      disposed = true
      forget()
      clearTimeout(timer)
      for (const transfer of transfers.values()) transfer.current?.stop()
    },
  }
}
