/** Letters as people search for them: no case, no accents, ё as е, й as и, ł as l. */
export const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ł', 'l')
