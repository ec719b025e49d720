/** Sizes of what brings its own: controls, pictures, frames. Content boxes, CSS px, as Chrome has them. */
import { chosenOptions, inputType, optionsOf, optionText, valueOf } from '../controls.js'
import type { DomElement } from '../nodes.js'
import type { Style } from '../css/element-style.js'
import { glyphsFor, widthOf } from './text-measure.js'

export interface Size { readonly width: number, readonly height: number }

const number = (element: DomElement, name: string, usual: number): number => {
  const value = Number.parseInt(element.getAttribute(name) ?? '', 10)
  return Number.isFinite(value) && value > 0 ? Math.min(value, 2000) : usual
}

/** What a button that is an input says. */
export function buttonText (input: DomElement): string {
  const said = input.getAttribute('value')
  if (said !== null) return said
  return { submit: 'Submit', reset: 'Reset' }[inputType(input)] ?? ''
}

const lineOf = ({ fontSize }: Style): number => Math.max(16, Math.round(fontSize * 1.15))

function inputSize (input: DomElement, style: Style): Size {
  const type = inputType(input)
  if (type === 'checkbox' || type === 'radio') return { width: 13, height: 13 }
  if (/^(?:submit|reset|button)$/.test(type)) {
    return { width: Math.max(8, widthOf(buttonText(input), glyphsFor(style.fontSize))), height: lineOf(style) }
  }
  if (type === 'range') return { width: 129, height: 16 }
  if (type === 'color') return { width: 50, height: 27 }
  if (type === 'file') return { width: 240, height: 21 }
  if (type === 'image') return { width: 60, height: 20 }
  return { width: Math.round(number(input, 'size', 20) * style.fontSize * 0.55), height: lineOf(style) }
}

function selectSize (select: DomElement, style: Style): Size {
  const options = optionsOf(select)
  const widths = options.slice(0, 200).map((option) => widthOf(optionText(option), 'small'))
  const widest = Math.max(20, ...widths)
  const rows = select.hasAttribute('multiple') ? number(select, 'size', 4) : number(select, 'size', 1)
  return { width: widest + 20, height: rows * lineOf(style) }
}

/** Undefined for an element whose size follows from what it holds. */
export function intrinsicSize (element: DomElement, style: Style): Size | undefined {
  switch (element.localName) {
    case 'input': return inputSize(element, style)
    case 'select': return selectSize(element, style)
    case 'textarea':
      return {
        width: Math.round(number(element, 'cols', 20) * style.fontSize * 0.55),
        height: number(element, 'rows', 2) * lineOf(style)
      }
    case 'img': return pictureSize(element)
    case 'iframe': case 'video': case 'canvas': case 'object': case 'embed': return { width: 300, height: 150 }
    case 'svg': return { width: 24, height: 24 }
    case 'progress': return { width: 160, height: 16 }
    case 'meter': return { width: 80, height: 16 }
    case 'br': case 'wbr': return { width: 0, height: 0 }
    default: return undefined
  }
}

/** A picture that says nothing of its size has none until it is loaded: here it is a small one. */
const pictureSize = (element: DomElement): Size =>
  element.getAttribute('src') === null ? { width: 0, height: 0 } : { width: 160, height: 120 }

/** What a control shows: what is typed, chosen or, where nothing is, asked for. */
export function shownText (control: DomElement): { readonly text: string, readonly faint: boolean } {
  const { localName } = control
  if (localName === 'select') {
    const [option] = chosenOptions(control)
    return { text: option === undefined ? '' : optionText(option), faint: false }
  }
  const type = localName === 'input' ? inputType(control) : localName
  if (/^(?:submit|reset|button)$/.test(type)) return { text: buttonText(control), faint: false }
  if (/^(?:checkbox|radio|range|color|image|hidden|file)$/.test(type)) return { text: '', faint: false }
  const value = valueOf(control)
  if (value === '') return { text: control.getAttribute('placeholder') ?? '', faint: true }
  return { text: type === 'password' ? '\u2022'.repeat([...value].length) : value, faint: false }
}
