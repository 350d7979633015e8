const sum = (digits: string, weights: readonly number[]): number =>
  weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)

/** СНИЛС: the last two of eleven digits check the nine before them (order of the Pension Fund of Russia 192p, 2006). */
export function isSnils(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || digits.startsWith('001001')) return false
  const total = sum(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101
  return total % 100 === Number(digits.slice(9))
}

/** PESEL: a date of birth with the century in its month, a number of the day, a check digit (Dz.U. 2010 nr 217 poz. 1427). */
export function isPesel(digits: string): boolean {
  if (!/^\d{11}$/.test(digits)) return false
  if ((10 - (sum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 !== Number(digits[10])) return false
  const [year, month, day] = [0, 2, 4].map((i) => Number(digits.slice(i, i + 2))) as [number, number, number]
  const century = { 8: 1800, 0: 1900, 2: 2000, 4: 2100, 6: 2200 }[
    Math.floor(month / 20) * 2 === 8 ? 8 : Math.floor(month / 20) * 2
  ]
  if (century === undefined) return false
  const date = new Date(Date.UTC(century + year, (month % 20) - 1, day))
  return date.getUTCMonth() === (month % 20) - 1 && date.getUTCDate() === day && month % 20 >= 1
}

/**
 * Whether a number of this length could be a payment card's by its first digits (ISO/IEC 7812 registries of the
 * networks): Visa, Mastercard, Мир, American Express, UnionPay, Maestro, JCB, Diners, Discover.
 */
export function isIssued(digits: string): boolean {
  const of = (from: number, to: number, length: number) => {
    const head = Number(digits.slice(0, length))
    return head >= from && head <= to
  }
  switch (digits.length) {
    case 14:
      return of(300, 305, 3) || of(36, 36, 2) || of(38, 39, 2)
    case 15:
      return of(34, 34, 2) || of(37, 37, 2)
    case 16:
      return (
        digits.startsWith('4') ||
        of(51, 55, 2) ||
        of(2221, 2720, 4) ||
        of(2200, 2204, 4) ||
        of(3528, 3589, 4) ||
        of(6011, 6011, 4) ||
        of(62, 62, 2) ||
        of(64, 65, 2) ||
        of(50, 50, 2) ||
        of(56, 58, 2)
      )
    case 18:
    case 19:
      return digits.startsWith('4') || of(62, 63, 2) || of(2200, 2204, 4) || of(50, 50, 2) || of(56, 58, 2)
    default:
      return false
  }
}
