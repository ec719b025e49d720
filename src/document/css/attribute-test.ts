import type { DomElement } from '../nodes.js'
import { SelectorError, type Scanner } from './scanner.js'

type Compare = (value: string, wanted: string) => boolean

const comparisons: Readonly<Record<string, Compare>> = {
  '=': (value, wanted) => value === wanted,
  '~=': (value, wanted) => wanted !== '' && !/\s/.test(wanted) && value.split(/\s+/).includes(wanted),
  '|=': (value, wanted) => value === wanted || value.startsWith(`${wanted}-`),
  '^=': (value, wanted) => wanted !== '' && value.startsWith(wanted),
  '$=': (value, wanted) => wanted !== '' && value.endsWith(wanted),
  '*=': (value, wanted) => wanted !== '' && value.includes(wanted)
}

/** Attributes of HTML whose values are compared without regard to case, as the standard lists them (the usual ones). */
const anyCase =
  /^(?:type|checked|disabled|method|lang|dir|rel|readonly|selected|multiple|charset|media|target|enctype)$/

/** The test in square brackets; the opening one is taken. */
export function attributeTest (scanner: Scanner): (element: DomElement) => boolean {
  scanner.skipSpace()
  const name = scanner.typeName()
  if (name === undefined || name === '*') throw new SelectorError('an attribute\'s name was expected')
  const lower = name.toLowerCase()
  scanner.skipSpace()
  if (scanner.take(']')) return (element) => element.hasAttribute(lower) || element.hasAttribute(name)
  const compare = comparisons[scanner.match(/[~|^$*]?=/y) ?? '']
  if (compare === undefined) throw new SelectorError('a comparison was expected')
  scanner.skipSpace()
  const wanted = scanner.string() ?? scanner.identifier()
  scanner.skipSpace()
  const flag = scanner.match(/[is]/yi)?.toLowerCase()
  scanner.skipSpace()
  // A browser closes what is open at the end of the text; drivers take that for a fault, as here.
  if (!scanner.take(']')) throw new SelectorError('a square bracket is not closed')
  const either = flag === 'i' || (flag === undefined && anyCase.test(lower))
  return (element) => {
    const value = element.getAttribute(lower)
    if (value === null) return false
    return either ? compare(value.toLowerCase(), wanted.toLowerCase()) : compare(value, wanted)
  }
}
