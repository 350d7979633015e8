import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { Server as HttpServer } from 'node:http'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { createServer, type Server as TlsServer } from 'node:tls'
import { generate } from 'selfsigned'

const years = 10

/** The hub's own certificate: made once, kept in `tls/`, known to consoles by its fingerprint. */
export async function ownCertificate(
  dataDir: string,
): Promise<{ cert: string; key: string; fingerprint: string }> {
  const folder = join(dataDir, 'tls')
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  const found = await Promise.all([readFile(files.cert, 'utf8'), readFile(files.key, 'utf8')]).catch(
    () => undefined,
  )
  const [cert, key] = found ?? (await make(folder, files))
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 }
}

async function make(folder: string, files: { cert: string; key: string }): Promise<[string, string]> {
  const names = ['localhost', hostname()]
  const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((a) => a.address))
  const made = await generate([{ name: 'commonName', value: hostname() }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + years * 365 * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.filter((ip) => !ip.includes('%')).map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(files.key, made.private, { mode: 0o600 })
  await writeFile(files.cert, made.cert)
  return [made.cert, made.private]
}

/** A TLS door to the same HTTP server: what is decrypted goes on as any other connection. */
export function tlsDoor(http: HttpServer, certificate: { cert: string; key: string }): TlsServer {
  const { cert, key } = certificate
  const door = createServer({ cert, key, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] }, (socket) =>
    http.emit('connection', socket),
  )
  door.on('tlsClientError', () => {})
  return door
}
