const groupings: [RegExp, string][] = [
  [/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2-$3-$4'],
  [/^\+48(\d{3})(\d{3})(\d{3})$/, '+48 $1 $2 $3'],
  [/^\+44(\d{4})(\d{6})$/, '+44 $1 $2'],
  [/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3'],
]

/** A number as people read it: the usual grouping of its country where we know one, else as it came. */
export function phoneText(number: string): string {
  for (const [shape, text] of groupings) if (shape.test(number)) return number.replace(shape, text)
  return number
}
