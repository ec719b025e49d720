/** Styles as they are used: sizes in pixels where an element has a box. */
import { initialValues } from '../../document/css/initial-values.js'
import { px } from '../../document/css/element-style.js'
import type { DomElement } from '../../document/nodes.js'
import type { PageContext } from '../context.js'

const sides = ['top', 'right', 'bottom', 'left']

const shorthands: Readonly<Record<string, (of: (name: string) => string) => string>> = {
  margin: (of) => fourSides(sides.map((side) => of(`margin-${side}`))),
  padding: (of) => fourSides(sides.map((side) => of(`padding-${side}`))),
  'border-width': (of) => fourSides(sides.map((side) => of(`border-${side}-width`))),
  'border-style': (of) => fourSides(sides.map((side) => of(`border-${side}-style`))),
  'border-color': (of) => fourSides(sides.map((side) => of(`border-${side}-color`))),
  border: (of) => `${of('border-top-width')} ${of('border-top-style')} ${of('border-top-color')}`,
  overflow: (of) => pair(of('overflow-x'), of('overflow-y')),
  background: (of) => `${of('background-color')} ${of('background-image')}`,
  'text-decoration': (of) => `${of('text-decoration-line')} solid ${of('color')}`,
  gap: (of) => pair(of('row-gap'), of('column-gap')),
  flex: (of) => `${of('flex-grow')} ${of('flex-shrink')} ${of('flex-basis')}`
}

const pair = (first: string, second: string): string => first === second ? first : `${first} ${second}`

function fourSides (values: readonly string[]): string {
  const [top = '', right = '', bottom = '', left = ''] = values
  if (left !== right) return `${top} ${right} ${bottom} ${left}`
  return top === bottom ? pair(top, right) : `${top} ${right} ${bottom}`
}

/** `backgroundColor` as styles call it. */
const dashed = (name: string): string =>
  name.startsWith('--') ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** A property's value as `getComputedStyle` says it; empty for one that is not known. */
export function usedStyle (context: PageContext, element: DomElement, name: string): string {
  const property = dashed(name)
  const style = context.view.styleOf(element)
  const of = (each: string): string => used(context, element, each)
  const whole = Object.hasOwn(shorthands, property) ? shorthands[property] : undefined
  if (whole !== undefined) return whole(of)
  return property in initialValues ? of(property) : style.get(property)
}

function used (context: PageContext, element: DomElement, name: string): string {
  const style = context.view.styleOf(element)
  const value = style.get(name)
  if (name === 'cursor' || (name !== 'width' && name !== 'height')) return value
  const box = context.view.boxOf(element)
  if (box === undefined || style.get('display') === 'inline' || style.get('display') === 'none') return value
  const [before, after] = name === 'width' ? ['left', 'right'] : ['top', 'bottom']
  const edge = (side: string): number =>
    Number.parseFloat(style.get(`padding-${side}`)) + Number.parseFloat(style.get(`border-${side}-width`))
  const inside = style.get('box-sizing') === 'border-box' ? 0 : (edge(before) || 0) + (edge(after) || 0)
  return px(Math.max(0, box[name] - inside))
}

/** The names of all properties that styles answer. */
export const styleNames: readonly string[] = Object.keys(initialValues)
