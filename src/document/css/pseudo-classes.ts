/** Pseudo-classes that take no selectors. */
import { inputType, isChosen, isOptionDisabled, isTicked, selectOf, valueOf } from '../controls.js'
import { parentOf, type DomElement } from '../nodes.js'
import { isDisabled, isReadOnly } from '../states.js'
import { placesTest } from './nth.js'
import { SelectorError, type Scanner } from './scanner.js'
import type { Matching } from './selector-types.js'

type Test = (element: DomElement, matching: Matching) => boolean

const isLink = ({ localName }: DomElement): boolean => localName === 'a' || localName === 'area'
const canBeDisabled = /^(?:button|input|select|textarea|optgroup|option|fieldset)$/
const canBeTicked = (element: DomElement): boolean =>
  element.localName === 'input' && /^(?:checkbox|radio)$/.test(inputType(element))

function isCheckedNow (element: DomElement): boolean {
  if (element.localName === 'option') return selectOf(element) !== undefined && isChosen(element)
  return canBeTicked(element) && isTicked(element)
}

const holds = (outer: DomElement, inner: DomElement | null | undefined): boolean =>
  inner !== null && inner !== undefined && outer.contains(inner)

const isFirst = (element: DomElement): boolean => element.previousElementSibling === null
const isLast = (element: DomElement): boolean => element.nextElementSibling === null

const ofType = (element: DomElement, next: 'previousElementSibling' | 'nextElementSibling'): boolean => {
  for (let at = element[next]; at !== null; at = at[next]) if (at.localName === element.localName) return false
  return true
}

const isEmpty = (element: DomElement): boolean => {
  for (let at = element.firstChild; at !== null; at = at.nextSibling) {
    if (at.nodeType === 1 || (at.nodeType === 3 && at.textContent !== '')) return false
  }
  return true
}

const isField = ({ localName }: DomElement): boolean => /^(?:input|textarea|select)$/.test(localName)
const isValid = (element: DomElement): boolean => !element.hasAttribute('required') ||
  (canBeTicked(element) ? isTicked(element) : valueOf(element) !== '')
const never: Test = () => false

const tests: Readonly<Record<string, Test>> = {
  root: (element) => parentOf(element) === null && element.parentNode?.nodeType === 9,
  scope: (element, { scope }) => element === scope,
  'first-child': isFirst,
  'last-child': isLast,
  'only-child': (element) => isFirst(element) && isLast(element),
  'first-of-type': (element) => ofType(element, 'previousElementSibling'),
  'last-of-type': (element) => ofType(element, 'nextElementSibling'),
  'only-of-type': (element) => ofType(element, 'previousElementSibling') && ofType(element, 'nextElementSibling'),
  empty: isEmpty,
  link: (element) => isLink(element) && element.hasAttribute('href'),
  'any-link': (element) => isLink(element) && element.hasAttribute('href'),
  visited: never,
  hover: (element, { hovered }) => holds(element, hovered),
  active: never,
  target: (element) => {
    const fragment = element.ownerDocument._address.split('#')[1]
    return fragment !== undefined && fragment !== '' && element.id === fragment
  },
  focus: (element, { focused }) => element === focused,
  'focus-visible': (element, { focused }) => element === focused,
  'focus-within': (element, { focused }) => holds(element, focused),
  enabled: (element) => canBeDisabled.test(element.localName) && !isDisabledNow(element),
  disabled: (element) => canBeDisabled.test(element.localName) && isDisabledNow(element),
  checked: isCheckedNow,
  default: (element) => element.hasAttribute('checked') || element.hasAttribute('selected'),
  indeterminate: never,
  required: (element) => isField(element) && element.hasAttribute('required'),
  optional: (element) => isField(element) && !element.hasAttribute('required'),
  valid: (element) => isField(element) && isValid(element),
  invalid: (element) => isField(element) && !isValid(element),
  'read-only': (element) => !isField(element) || isReadOnly(element),
  'read-write': (element) => isField(element) && !isReadOnly(element),
  'placeholder-shown': (element) =>
    element.hasAttribute('placeholder') && isField(element) && valueOf(element) === '',
  defined: () => true,
  fullscreen: never,
  modal: (element) => element.localName === 'dialog' && element.hasAttribute('open'),
  'in-range': isField,
  'out-of-range': never,
  autofill: never
}

const isDisabledNow = (element: DomElement): boolean =>
  element.localName === 'option' ? isOptionDisabled(element) : isDisabled(element)

/** The test of a pseudo-class; its name is taken. */
export function pseudoTest (scanner: Scanner, name: string): Test {
  if (scanner.take('(')) return testWithArgument(name, scanner.argument())
  const test = tests[name]
  if (test === undefined || !Object.hasOwn(tests, name)) throw new SelectorError(`unknown pseudo-class :${name}`)
  return test
}

function testWithArgument (name: string, argument: string): Test {
  if (name.startsWith('nth-')) return placesTest(name, argument)
  if (name === 'lang') {
    const wanted = argument.replace(/["']/g, '').toLowerCase()
    return (element) => {
      for (let at: DomElement | null = element; at !== null; at = parentOf(at)) {
        const language = at.getAttribute('lang')?.toLowerCase()
        if (language !== undefined) return language === wanted || language.startsWith(`${wanted}-`)
      }
      return false
    }
  }
  if (name === 'dir') return (element) => (element.getAttribute('dir') ?? 'ltr') === argument
  throw new SelectorError(`unknown pseudo-class :${name}()`)
}
