/** Lengths of CSS in pixels. */

/** What relative lengths are relative to, CSS px. */
export interface Measures {
  readonly fontSize: number
  readonly rootFontSize: number
  readonly viewport: { readonly width: number, readonly height: number }
}

const absolute: Readonly<Record<string, number>> = {
  px: 1, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54, q: 2.4 / 2.54, pt: 4 / 3, pc: 16
}

function unitOf (unit: string, { fontSize, rootFontSize, viewport: { width, height } }: Measures): number | undefined {
  switch (unit) {
    case 'em': return fontSize
    case 'rem': return rootFontSize
    case 'ex': case 'ch': return fontSize / 2
    case 'vw': case 'dvw': return width / 100
    case 'vh': case 'dvh': case 'svh': case 'lvh': return height / 100
    case 'vmin': return Math.min(width, height) / 100
    case 'vmax': return Math.max(width, height) / 100
    default: return absolute[unit]
  }
}

/** Further than that nothing of a page stands, px. */
const farthest = 33_554_428

const bounded = (value: number): number => Math.min(farthest, Math.max(-farthest, value))

/** A sum in `calc()`: terms of lengths, numbers times lengths, and percents of `whole`. */
function calculated (text: string, whole: number, measures: Measures): number | undefined {
  const terms = text.replace(/\s*([*/])\s*/g, '$1').match(/[+-]?\s*[\d.]+[a-z%]*(?:[*/][\d.]+[a-z%]*)*/gi)
  if (terms === null || /[()]/.test(text)) return undefined
  let sum = 0
  for (const term of terms) {
    const [first = '', ...factors] = term.replace(/\s+/g, '').split(/(?=[*/])/)
    let value = pixels(first.replace(/^\+/, ''), whole, measures) ?? Number.parseFloat(first)
    for (const factor of factors) {
      const by = pixels(factor.slice(1), whole, measures) ?? Number.parseFloat(factor.slice(1))
      value = factor.startsWith('*') ? value * by : value / by
    }
    sum += value
  }
  return Number.isFinite(sum) ? sum : undefined
}

/** A length in px; percents are of `whole`. Undefined for `auto` and what is none. */
export function pixels (text: string, whole: number, measures: Measures): number | undefined {
  if (text === 'auto' || text === 'none' || text === 'normal') return undefined
  if (text === '0' || text === '0px') return 0
  const plain = text.trim().toLowerCase()
  if (plain.startsWith('calc(') && plain.length < 200) return calculated(plain.slice(5, -1), whole, measures)
  const [, number, unit = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]+|%)$/.exec(plain) ?? []
  if (number === undefined) return undefined
  if (unit === '%') return bounded(Number(number) / 100 * whole)
  const factor = unitOf(unit, measures)
  return factor === undefined ? undefined : bounded(Number(number) * factor)
}

const lineWidths: Readonly<Record<string, number>> = { thin: 1, medium: 3, thick: 5 }

/** The width of a border's line. */
export const lineWidth = (text: string, measures: Measures): number =>
  lineWidths[text] ?? Math.max(0, pixels(text, 0, measures) ?? 0)
