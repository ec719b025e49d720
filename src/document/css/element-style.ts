/** The computed style of one element, from what is declared of it and from the element around it. */
import { colourOf, rgbText } from './colours.js'
import { inherited, initialValues } from './initial-values.js'
import { lineWidth, pixels, type Measures } from './lengths.js'
import type { Screen } from './sheet.js'

/** The style of one element: computed values by the names of single properties. */
export interface Style {
  /** The computed value; empty for a property that is not known. */
  readonly get: (name: string) => string
  readonly fontSize: number
}

const fontSizes: Readonly<Record<string, number>> = {
  'xx-small': 9, 'x-small': 10, small: 13, medium: 16, large: 18, 'x-large': 24, 'xx-large': 32
}

export class ElementStyle implements Style {
  readonly fontSize: number
  readonly #computed = new Map<string, string>()

  constructor (
    readonly declared: ReadonlyMap<string, string>, readonly outer: ElementStyle | undefined, readonly screen: Screen
  ) {
    this.fontSize = this.#fontSize()
  }

  get (name: string): string {
    const known = this.#computed.get(name)
    if (known !== undefined) return known
    const value = this.#compute(name)
    this.#computed.set(name, value)
    return value
  }

  get measures (): Measures {
    return { fontSize: this.fontSize, rootFontSize: this.#rootFontSize(), viewport: this.screen }
  }

  #rootFontSize (): number {
    let root: ElementStyle | undefined = this.outer
    while (root?.outer !== undefined) root = root.outer
    return root?.fontSize ?? 16
  }

  #fontSize (): number {
    const outer = this.outer?.fontSize ?? 16
    const said = this.#said('font-size')
    if (said === undefined || said === 'inherit') return outer
    if (said === 'smaller') return outer / 1.2
    if (said === 'larger') return outer * 1.2
    const named = fontSizes[said]
    if (named !== undefined) return named
    const rootFontSize = this.outer === undefined ? 16 : this.#rootFontSize()
    const measures = { fontSize: outer, rootFontSize, viewport: this.screen }
    return Math.min(10_000, Math.max(0, pixels(said, outer, measures) ?? outer))
  }

  /** What is declared, with variables put in. */
  #said (name: string): string | undefined {
    const said = this.declared.get(name)
    return said?.includes('var(') === true ? this.#withVariables(said, 0) : said
  }

  #withVariables (text: string, depth: number): string | undefined {
    if (depth > 8 || text.length > 2000) return undefined
    const [whole, name = '', fallback] = variable.exec(text) ?? []
    if (whole === undefined) return text.includes('var(') ? undefined : text
    const value = this.#variable(name) ?? fallback?.trim()
    return value === undefined ? undefined : this.#withVariables(text.replace(whole, () => value), depth + 1)
  }

  #variable (name: string): string | undefined {
    for (let at: ElementStyle | undefined = this; at !== undefined; at = at.outer) {
      const said = at.declared.get(name)
      if (said !== undefined) return said
    }
    return undefined
  }

  #compute (name: string): string {
    if (name.startsWith('--')) return this.#variable(name) ?? ''
    if (name === 'font-size') return px(this.fontSize)
    const initial = initialValues[name]
    if (initial === undefined && !this.declared.has(name)) return ''
    const said = this.#said(name)
    const passes = inherited.has(name)
    const isInherited = said === 'inherit' || ((said === undefined || said === 'unset') && passes)
    if (isInherited) return this.outer?.get(name) ?? this.#canonical(name, initial ?? '')
    const own = said === undefined || /^(?:initial|unset|revert)$/.test(said) ? initial ?? '' : said
    return this.#canonical(name, own)
  }

  #canonical (name: string, value: string): string {
    if (name === 'display') return this.#display(value.toLowerCase())
    if (name.endsWith('color')) return this.#colour(name, value)
    if (/^border-(?:top|right|bottom|left)-width$/.test(name)) return this.#lineWidth(name, value)
    if (name === 'font-weight') return weights[value] ?? value
    if (name === 'opacity') return opacity(value)
    if (name === 'line-height' && /^[\d.]+$/.test(value)) return px(Number(value) * this.fontSize)
    if (textual.has(name)) return value
    const plain = value.toLowerCase()
    const length = /%/.test(plain) ? undefined : pixels(plain, 0, this.measures)
    if (length !== undefined && !numeric.has(name)) return px(length)
    return plain
  }

  /** What floats or is placed is a block. */
  #display (value: string): string {
    const taken = /^(?:absolute|fixed)$/.test(this.get('position')) || /^(?:left|right)$/.test(this.get('float'))
    if (!taken) return value
    return value === 'inline' || value === 'inline-block' ? 'block' : value.replace(/^inline-/, '')
  }

  #colour (name: string, value: string): string {
    const outer = this.outer?.get('color') ?? 'rgb(0, 0, 0)'
    if (value.toLowerCase() === 'currentcolor') return name === 'color' ? outer : this.get('color')
    const colour = colourOf(value)
    if (colour !== undefined) return rgbText(colour)
    return name === 'color' ? outer : 'rgba(0, 0, 0, 0)'
  }

  #lineWidth (name: string, value: string): string {
    const line = this.get(name.replace('width', 'style'))
    return line === 'none' || line === 'hidden' ? '0px' : px(lineWidth(value, this.measures))
  }
}

const variable = /var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)/

const weights: Readonly<Record<string, string>> = { normal: '400', bold: '700', bolder: '700', lighter: '300' }

/** Properties whose value is kept as it is written. */
const textual = new Set(['font-family', 'background-image', 'content', 'transform', 'transition', 'animation'])
/** Properties whose plain `0` is a number. */
const numeric = new Set(['z-index', 'order', 'flex-grow', 'flex-shrink', 'line-height', 'orphans', 'widows'])

const opacity = (value: string): string => {
  const number = value.endsWith('%') ? Number.parseFloat(value) / 100 : Number.parseFloat(value)
  return String(Number.isFinite(number) ? Math.min(1, Math.max(0, number)) : 1)
}

/** A length as styles say it. */
export const px = (value: number): string => `${Number(value.toFixed(4))}px`
