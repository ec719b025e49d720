import type { Style } from '../css/element-style.js'

/** How high a line of an element's text is, px. */
export function lineHeightOf (style: Style): number {
  const said = Number.parseFloat(style.get('line-height'))
  const value = style.get('line-height').endsWith('%') ? said / 100 * style.fontSize : said
  return Math.round(Number.isFinite(value) ? value : style.fontSize * 1.15)
}

/** A text in the letters that its style shows. */
export function transformed (text: string, style: Style): string {
  const transform = style.get('text-transform')
  if (transform === 'uppercase') return text.toUpperCase()
  if (transform === 'lowercase') return text.toLowerCase()
  if (transform !== 'capitalize') return text
  return text.replace(/(^|\s)(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}
