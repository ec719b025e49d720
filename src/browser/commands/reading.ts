import { inputType, isChosen, isTicked } from '../../document/controls.js'
import { colourOf, rgbaText } from '../../document/css/colours.js'
import { isElement, type DomElement } from '../../document/nodes.js'
import type { BrowserState } from '../browser-state.js'
import { elementKey } from '../element-ids.js'
import { labelOf, roleOf } from '../reading/accessible.js'
import { attributeOf } from '../reading/attributes.js'
import { usedStyle } from '../reading/computed.js'
import { isDisplayed } from '../reading/displayed.js'
import { isEnabled, propertyOf, type PropertyValue } from '../reading/properties.js'
import { visibleText } from '../reading/text.js'
import type { CommandTarget } from '../settings.js'
import type { Perform } from './command.js'

type Read = (state: BrowserState, element: DomElement, name: string) => unknown

/** What an element is asked for. */
const of = (read: Read): Perform => (state, parameters, target: CommandTarget) =>
  read(state, state.element(target.element), target.name ?? '')

/** A property in JSON: elements as references. */
function inJson (state: BrowserState, value: PropertyValue | undefined): unknown {
  if (value === undefined) return null
  if (Array.isArray(value)) return value.map((each: PropertyValue) => inJson(state, each))
  if (typeof value === 'object' && value !== null && isElement(value as DomElement)) {
    return { [elementKey]: state.ids.of(value as DomElement, state.context) }
  }
  return value
}

const isSelected = (element: DomElement): boolean => {
  if (element.localName === 'option') return isChosen(element)
  return element.localName === 'input' && /^(?:checkbox|radio)$/.test(inputType(element)) && isTicked(element)
}

/** Gecko says colours as styles do; Chrome and Safari always with their opacity. */
function cssValue ({ context, settings: { browserName } }: BrowserState, element: DomElement, name: string): string {
  const value = usedStyle(context, element, name)
  const colour = /color/.test(name) && !/firefox/i.test(browserName) ? colourOf(value) : undefined
  return colour === undefined ? value : rgbaText(colour)
}

function rectOf ({ context }: BrowserState, element: DomElement): Record<string, number> {
  const box = context.boxInView(element)
  const { x = 0, y = 0, width = 0, height = 0 } = box ?? {}
  const precise = (value: number): number => Number(value.toFixed(4))
  return box === undefined
    ? { x: 0, y: 0, width: 0, height: 0 }
    : {
        x: precise(x + context.scrollX), y: precise(y + context.scrollY), width: precise(width),
        height: precise(height)
      }
}

export const readingCommands = {
  isElementSelected: of((_, element) => isSelected(element)),
  isElementDisplayed: of(({ context }, element) => isDisplayed(context, element)),
  getElementAttribute: of((_, element, name) => attributeOf(element, name)),
  getElementProperty: of((state, element, name) => inJson(state, propertyOf(state.context, element, name))),
  getElementCssValue: of(cssValue),
  getElementText: of(({ context }, element) => visibleText(context, element)),
  getElementTagName: of((_, { localName }) => localName),
  getElementRect: of(rectOf),
  isElementEnabled: of((_, element) => isEnabled(element)),
  getComputedRole: of((_, element) => roleOf(element)),
  getComputedLabel: of(({ context }, element) => labelOf(context, element))
} satisfies Record<string, Perform>
