/** How wide text is drawn: pictures have glyphs of two sizes, whose widths stand here again for Latin letters. */

export type TextSize = 'small' | 'large'

/** The advances of U+0020 to U+007E, a digit of base 36 each; the picture's own font says the same (see the tests). */
const advances: Readonly<Record<TextSize, string>> = {
  small: '455a7b93556a4444777777777744aaa6c888977993387a997987798c878545a66776774773373b777756577a776747a',
  large: '8bckgnk7bbck9a99gggggggggg99kkkeniihjggjk99ifnkkhkihgjiqihhb9bkccghehgahh88g8ohghhcebhfmffeh9hk'
}

/** Signs of texts in Latin letters beyond those. */
const signs: Readonly<Record<string, readonly [number, number]>> = {
  '\u00a0': [4, 8], '\u00a9': [12, 24], '\u00b7': [4, 8], '\u2013': [6, 13], '\u2019': [4, 9], '\u201c': [6, 12],
  '\u201d': [6, 12], '\u2026': [12, 24]
}

const usual: Readonly<Record<TextSize, number>> = { small: 7, large: 15 }

/** Han, Kana and Hangul fill a square. */
const isWide = (point: number): boolean => (point >= 0x2e80 && point < 0xd7a4) || (point >= 0xf900 && point < 0xfb00)

/** The rows of a line of glyphs, px. */
export const glyphHeight: Readonly<Record<TextSize, number>> = { small: 16, large: 32 }

/** Which glyphs stand for a size of letters, px. */
export const glyphsFor = (fontSize: number): TextSize => fontSize >= 22 ? 'large' : 'small'

export function widthOf (text: string, size: TextSize): number {
  const known = advances[size]
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const point = text.charCodeAt(i)
    const digit = known.charCodeAt(point - 32)
    if (point >= 32 && point < 127) sum += digit < 58 ? digit - 48 : digit - 87
    else sum += signs[text.charAt(i)]?.[size === 'small' ? 0 : 1] ?? (isWide(point) ? 2 : 1) * usual[size]
  }
  return sum
}
