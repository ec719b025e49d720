import type { DomElement } from '../nodes.js'
import { SelectorError } from './scanner.js'

/** `2n+1`, `odd`, `-n + 3` as [step, offset]. */
function formula (text: string): readonly [number, number] {
  const plain = text.toLowerCase().replace(/\s+/g, '')
  if (plain === 'odd') return [2, 1]
  if (plain === 'even') return [2, 0]
  const [, step, offset] = /^([+-]?\d*)n([+-]\d+)?$/.exec(plain) ?? []
  if (step !== undefined) return [Number(/\d/.test(step) ? step : `${step}1`), Number(offset ?? 0)]
  if (!/^[+-]?\d+$/.test(plain)) throw new SelectorError(`${JSON.stringify(text)} says no places`)
  return [0, Number(plain)]
}

/** Places among the elements beside one, counted from 1. */
export function placesTest (name: string, argument: string): (element: DomElement) => boolean {
  const [, from, same] = /^nth-(last-)?(?:child|(of-type))$/.exec(name) ?? []
  if (!/^nth-(?:last-)?(?:child|of-type)$/.test(name)) throw new SelectorError(`unknown pseudo-class :${name}()`)
  const [step, offset] = formula(argument)
  const next = from === undefined ? 'previousElementSibling' : 'nextElementSibling'
  return (element) => {
    let place = 1
    for (let at = element[next]; at !== null; at = at[next]) {
      if (same === undefined || at.localName === element.localName) place++
    }
    const steps = (place - offset) / (step === 0 ? 1 : step)
    return step === 0 ? place === offset : Number.isInteger(steps) && steps >= 0
  }
}
