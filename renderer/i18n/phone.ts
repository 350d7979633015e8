import parsePhoneNumber from 'libphonenumber-js/min'

/** A number as people write it, `+7 900 000-12-34`; what is no international number stays as it is. */
export function phoneText(value: string): string {
  if (!value.startsWith('+')) return value
  const written = parsePhoneNumber(value)?.formatInternational() ?? value
  return written.startsWith('+7 ') ? written.replace(/(\d{3}) (\d{2}) (\d{2})$/, '$1-$2-$3') : written
}
