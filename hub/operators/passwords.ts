import * as crypto from 'node:crypto'
import { promisify } from 'node:util'
import { CodedError } from '../../shared/lib/result.ts'

const shortest = 10
const keyBytes = 32
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const argonCost = { memory: 19 * 1024, passes: 2, parallelism: 1 }

type Argon2 = (
  algorithm: 'argon2id',
  parameters: { message: string; nonce: Buffer; tagLength: number } & typeof argonCost,
  callback: (error: Error | null, key: Buffer) => void,
) => void
// Electron's crypto library may be built without it: looked for, never assumed.
const argon2 = (crypto as { argon2?: Argon2 }).argon2
const scrypt = promisify<string, Buffer, number, crypto.ScryptOptions, Buffer>(crypto.scrypt)

/** @throws CodedError PASSWORD_WEAK */
export function requireStrong(password: string): void {
  if ([...password.normalize('NFKC')].length < shortest) throw new CodedError('PASSWORD_WEAK')
}

/** A salted hash that says its own algorithm and cost: `algorithm$cost…$salt$key`. Worked out off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.randomBytes(16)
  if (await hasArgon2()) {
    const { memory, passes, parallelism } = argonCost
    const key = await argon2id(password, salt, argonCost)
    return ['argon2id', memory, passes, parallelism, encode(salt), encode(key)].join('$')
  }
  const key = await scrypt(password.normalize('NFKC'), salt, keyBytes, scryptCost)
  return ['scrypt', scryptCost.N, scryptCost.r, scryptCost.p, encode(salt), encode(key)].join('$')
}

/** Compares in constant time. Without a hash the same work is done and the answer is no: a login is not to be guessed. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [algorithm, a = '', b = '', c = '', salt = '', key = ''] = (hash ?? (await decoy())).split('$')
  const expected = Buffer.from(key, 'base64url')
  const seed = Buffer.from(salt, 'base64url')
  const [x, y, z] = [Number(a), Number(b), Number(c)]
  const found =
    algorithm === 'argon2id'
      ? await argon2id(password, seed, { memory: x, passes: y, parallelism: z })
      : await scrypt(password.normalize('NFKC'), seed, keyBytes, { ...scryptCost, N: x, r: y, p: z })
  return crypto.timingSafeEqual(found, expected) && hash !== undefined
}

let decoyHash: Promise<string> | undefined
const decoy = (): Promise<string> => {
  decoyHash ??= hashPassword(crypto.randomUUID())
  return decoyHash
}

let argonWorks: Promise<boolean> | undefined
const hasArgon2 = (): Promise<boolean> => {
  argonWorks ??= argon2id('probe', Buffer.alloc(16), argonCost).then(
    () => true,
    () => false,
  )
  return argonWorks
}

function argon2id(password: string, salt: Buffer, cost: typeof argonCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (!argon2) return reject(new Error('no argon2 in this crypto library'))
    const parameters = { message: password.normalize('NFKC'), nonce: salt, tagLength: keyBytes, ...cost }
    argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

const encode = (bytes: Buffer): string => bytes.toString('base64url')
