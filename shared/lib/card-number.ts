/** ISO/IEC 7812-1, annex B: what tells a card's number from any other long one. */
export function isCardNumber(digits: string): boolean {
  if (!/^\d{13,19}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const twice = digit * 2
    sum += i % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

/**
 * What may be kept of card data (PCI DSS 3.4): of a card's number the last four digits, of any other digits nothing. Words
 * stay, so that "Visa, expires soon" still says something.
 */
export const maskPayment = (text: string): string =>
  text.replace(/•{4} \d{4}(?!\d)|\d(?:[ -]?\d)*/g, (found) => {
    // Masked before: it may be kept as it is.
    if (found.startsWith('•')) return found
    const digits = found.replace(/\D/g, '')
    return isCardNumber(digits) ? `•••• ${digits.slice(-4)}` : '•'.repeat(Math.min(4, digits.length))
  })
