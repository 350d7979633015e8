import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { DialPreview } from '../../shared/ipc/contract.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { LineProfile } from '../../shared/softphone/line.ts'
import { readTarget } from '../../shared/softphone/target.ts'

type Rules = Pick<LineProfile, 'country' | 'outside' | 'internalDigits' | 'numberForm'>
export type Reading = Pick<DialPreview, 'dials' | 'text' | 'kind' | 'extension'>

/**
 * What a written number comes to on a line with these rules. Colleagues' numbers and feature codes (`*21#`) are dialled
 * as they are; a number that is none in the line's country is dialled as written. DIAL_INVALID for what is no number.
 */
export function readNumber(written: string, rules: Rules): Result<Reading> {
  const target = readTarget(written)
  if (!target) return fail('DIAL_INVALID')
  if (target.kind === 'address') {
    const address = `${target.user}@${target.host}`
    return ok({ dials: address, text: address, kind: 'address' })
  }
  const { digits, extension } = target
  const more = extension ? { extension } : {}
  if (!digits.startsWith('+') && (digits.length <= rules.internalDigits || /[*#]/.test(digits)))
    return ok({ dials: digits, text: digits, kind: 'internal', ...more })
  const known = parsed(digits, rules.country)
  if (!known?.isPossible())
    return ok({ dials: outward(digits, rules), text: digits, kind: 'number', ...more })
  const form = {
    plus: known.number,
    digits: known.number.slice(1),
    national: national(known, rules.country),
  }[rules.numberForm]
  return ok({ dials: outward(form, rules), text: known.formatInternational(), kind: 'number', ...more })
}

type Known = NonNullable<ReturnType<typeof parsePhoneNumberFromString>>

/** A number that carries its country code without a plus is read as that, when it is none of the line's own country. */
function parsed(digits: string, country: string): Known | undefined {
  const home = isSupportedCountry(country) ? country : undefined
  const local = parsePhoneNumberFromString(digits, home as CountryCode)
  if (digits.startsWith('+') || local?.isValid()) return local
  const abroad = parsePhoneNumberFromString(`+${digits}`)
  return abroad?.isValid() ? abroad : local
}

/** As it is dialled within its country; one of another country is dialled in full. */
const national = (known: Known, country: string): string =>
  known.country === country ? known.formatNational().replace(/[^\d]/g, '') : known.number

const outward = (number: string, { outside }: Rules): string => {
  if (!outside || number.includes('@')) return number
  // Behind an access code a plus means nothing to an exchange; 00 does.
  return outside + number.replace(/^\+/, '00')
}
