const groupings: [RegExp, string][] = [
  [/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2-$3-$4'],
  [/^\+48(\d{3})(\d{3})(\d{3})$/, '+48 $1 $2 $3'],
  [/^\+44(\d{4})(\d{6})$/, '+44 $1 $2'],
  [/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3'],
]

/** Whether this is a number, and not the address of somebody on another switch. */
export const isPhone = (address: string): boolean => /^\+?\d{3,}$/.test(address)

/** Whether this is the address that a visitor of the site calls from: it says nothing to anybody. */
export const isVisitor = (address: string): boolean => address.startsWith('visitor-')

/** A number as people read it: the usual grouping of its country where we know one, else as it came. */
export function phoneText(number: string): string {
  for (const [shape, text] of groupings) if (shape.test(number)) return number.replace(shape, text)
  return number
}
