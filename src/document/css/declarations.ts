/** From the text of declarations to single properties: shorthands are taken apart. */

export interface Declaration { readonly value: string, readonly important: boolean }
export type Declarations = ReadonlyMap<string, Declaration>

const sides = ['top', 'right', 'bottom', 'left'] as const

/** Splits at signs that stand in no bracket and no quotes. */
export function splitOutside (text: string, sign: RegExp): string[] {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (quote !== '') {
      if (character === '\\') i++
      else if (character === quote) quote = ''
    } else if (character === '"' || character === '\'') quote = character
    else if (character === '(') depth++
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0 && sign.test(character)) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, text.slice(start)]
}

const wordsOf = (value: string): string[] => splitOutside(value, /\s/).filter((word) => word !== '')

const noColour = /^(?:thin|medium|thick|auto|no|repeat)/
const isColour = (word: string): boolean =>
  /^(?:#|rgb|hsl)/i.test(word) || (/^[a-z]+$/i.test(word) && !isLineStyle(word) && !noColour.test(word))
const isLineStyle = (word: string): boolean =>
  /^(?:none|hidden|dotted|dashed|solid|double|groove|ridge|inset|outset)$/i.test(word)
const isLength = (word: string): boolean => /^[-+.\d]|^calc\(|^(?:thin|medium|thick)$/.test(word)

/** `1px 2px` for the four sides. */
function fourSides (value: string, name: (side: string) => string): Array<[string, string]> {
  const [top = '0', right = top, bottom = top, left = right] = wordsOf(value)
  const values = { top, right, bottom, left }
  return sides.map((side) => [name(side), values[side]])
}

function border (value: string, of: readonly string[]): Array<[string, string]> {
  const words = wordsOf(value)
  const width = words.find(isLength) ?? 'medium'
  const style = words.find(isLineStyle) ?? 'none'
  const colour = words.find((word) => isColour(word) && !isLength(word)) ?? 'currentcolor'
  return of.flatMap((side): Array<[string, string]> =>
    [[`border-${side}-width`, width], [`border-${side}-style`, style], [`border-${side}-color`, colour]])
}

const placing = /^(?:none|url|linear|radial|center|left|right|top|bottom|cover|contain|fixed|scroll|local|no-repeat)/

function background (value: string): Array<[string, string]> {
  const words = wordsOf(value)
  const colour = words.find((word) => isColour(word) && !placing.test(word))
  const image = words.find((word) => /^(?:url|linear-gradient|radial-gradient|conic-gradient|repeating-)/.test(word))
  return [['background-color', colour ?? 'transparent'], ['background-image', image ?? 'none']]
}

function font (value: string): Array<[string, string]> {
  const words = wordsOf(value)
  const at = words.findIndex((word) => /^[\d.]+[a-z%]+(?:\/.*)?$/i.test(word))
  if (at < 0) return []
  const [size = '', line] = (words[at] ?? '').split('/')
  const before = words.slice(0, at)
  return [
    ['font-size', size],
    ['line-height', line ?? 'normal'],
    ['font-weight', before.find((word) => /^(?:bold|bolder|lighter|\d+)$/.test(word)) ?? 'normal'],
    ['font-style', before.find((word) => /^(?:italic|oblique)$/.test(word)) ?? 'normal'],
    ['font-family', words.slice(at + 1).join(' ')]
  ]
}

function flex (value: string): Array<[string, string]> {
  if (value === 'none') return [['flex-grow', '0'], ['flex-shrink', '0'], ['flex-basis', 'auto']]
  if (value === 'auto') return [['flex-grow', '1'], ['flex-shrink', '1'], ['flex-basis', 'auto']]
  const words = wordsOf(value)
  const [grow = '1', shrink = '1'] = words.filter((word) => /^[\d.]+$/.test(word))
  const basis = words.find((word) => !/^[\d.]+$/.test(word)) ?? '0px'
  return [['flex-grow', grow], ['flex-shrink', shrink], ['flex-basis', basis]]
}

const shorthands: Readonly<Record<string, (value: string) => Array<[string, string]>>> = {
  margin: (value) => fourSides(value, (side) => `margin-${side}`),
  padding: (value) => fourSides(value, (side) => `padding-${side}`),
  inset: (value) => fourSides(value, (side) => side),
  border: (value) => border(value, sides),
  'border-top': (value) => border(value, ['top']),
  'border-right': (value) => border(value, ['right']),
  'border-bottom': (value) => border(value, ['bottom']),
  'border-left': (value) => border(value, ['left']),
  'border-width': (value) => fourSides(value, (side) => `border-${side}-width`),
  'border-style': (value) => fourSides(value, (side) => `border-${side}-style`),
  'border-color': (value) => fourSides(value, (side) => `border-${side}-color`),
  background,
  font,
  flex,
  'flex-flow': (value) => wordsOf(value).map((word) => [/wrap/.test(word) ? 'flex-wrap' : 'flex-direction', word]),
  overflow: (value) => {
    const [x = 'visible', y = x] = wordsOf(value)
    return [['overflow-x', x], ['overflow-y', y]]
  },
  gap: (value) => {
    const [row = '0', column = row] = wordsOf(value)
    return [['row-gap', row], ['column-gap', column]]
  },
  'text-decoration': (value) => [['text-decoration-line', wordsOf(value)[0] ?? 'none']],
  'list-style': (value) => [['list-style-type', wordsOf(value)[0] ?? 'disc']],
  'place-items': (value) => [['align-items', wordsOf(value)[0] ?? 'stretch']]
}

/** The single properties that one declaration makes. */
function longhands (name: string, value: string): Array<[string, string]> {
  const expand = Object.hasOwn(shorthands, name) ? shorthands[name] : undefined
  if (expand === undefined) return [[name, value]]
  const whole = /^(?:inherit|initial|unset|revert)$/.exec(value)?.[0]
  const made = expand(whole === undefined ? value : '0')
  return whole === undefined ? made : made.map(([longhand]) => [longhand, whole])
}

/** What stands between curly brackets, or in a `style` attribute. */
export function declarationsOf (text: string): Declarations {
  const found = new Map<string, Declaration>()
  for (const part of splitOutside(text.replace(/\/\*[\s\S]*?\*\//g, ''), /;/)) {
    const colon = part.indexOf(':')
    if (colon < 1) continue
    const name = part.slice(0, colon).trim()
    const raw = part.slice(colon + 1).trim()
    const important = /!\s*important\s*$/i.test(raw)
    const value = raw.replace(/!\s*important\s*$/i, '').trim()
    if (value === '') continue
    const lower = name.startsWith('--') ? name : name.toLowerCase()
    for (const [longhand, each] of longhands(lower, value)) {
      if (found.get(longhand)?.important === true && !important) continue
      found.set(longhand, { value: each, important })
    }
  }
  return found
}
