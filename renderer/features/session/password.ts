/** What a password must be, as the screen checks it while it is typed. The hub decides; this only tells in time. */
export const minimum = 10

export type PasswordCheck = { longEnough: boolean; missing: number; notTheLogin: boolean; good: boolean }

export function checkPassword(password: string, login: string): PasswordCheck {
  const length = [...password].length
  const longEnough = length >= minimum
  const notTheLogin =
    password !== '' && (login.trim() === '' || !password.toLowerCase().includes(login.trim().toLowerCase()))
  return { longEnough, missing: Math.max(0, minimum - length), notTheLogin, good: longEnough && notTheLogin }
}

/** A certificate's fingerprint as people read it to each other: `AB:CD EF:01 …`, pairs in groups of four. */
export function readableFingerprint(fingerprint: string): string {
  const pairs =
    fingerprint
      .replace(/[^0-9a-f]/gi, '')
      .toUpperCase()
      .match(/../g) ?? []
  const groups: string[] = []
  for (let i = 0; i < pairs.length; i += 4) groups.push(pairs.slice(i, i + 4).join(':'))
  return groups.join(' ')
}
