/** Actions as a client sends them, checked: a sequence of steps for each source of input. */
import type { SourceKind } from '../interaction/input-state.js'
import { referenceIn } from '../element-ids.js'
import { invalid, isObject } from './command.js'

/** What places are relative to: the viewport, the pointer's place, or an element (by its id). */
export type Origin = 'viewport' | 'pointer' | { readonly element: string }

export type Step =
  | { readonly type: 'pause', readonly duration: number }
  | { readonly type: 'keyDown' | 'keyUp', readonly value: string, readonly duration: 0 }
  | { readonly type: 'pointerDown' | 'pointerUp', readonly button: number, readonly duration: 0 }
  | {
    readonly type: 'pointerMove', readonly x: number, readonly y: number, readonly origin: Origin,
    readonly duration: number
  }
  | {
    readonly type: 'scroll', readonly x: number, readonly y: number, readonly deltaX: number, readonly deltaY: number,
    readonly origin: Origin, readonly duration: number
  }

export interface Sequence {
  readonly id: string
  readonly kind: SourceKind
  readonly pointer: 'mouse' | 'pen' | 'touch'
  readonly steps: readonly Step[]
}

/** So many steps of one command are taken, and no more. */
const mostSteps = 10_000

const kinds = ['none', 'key', 'pointer', 'wheel']

type Item = Readonly<Record<string, unknown>>

function whole (item: Item, name: string, usual?: number): number {
  const value = item[name] ?? usual
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalid(`'${name}' must be an integer`)
  return value
}

function durationOf (item: Item): number {
  const value = whole(item, 'duration', 0)
  if (value < 0) throw invalid('\'duration\' must not be negative')
  return value
}

function numberIn (item: Item, name: string, usual?: number): number {
  const value = item[name] ?? usual
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`'${name}' must be a number`)
  return value
}

function originOf ({ origin = 'viewport' }: Item, kind: SourceKind): Origin {
  if (origin === 'viewport' || (origin === 'pointer' && kind === 'pointer')) return origin
  const element = referenceIn(origin)
  if (element === undefined) throw invalid('\'origin\' must be viewport, pointer or an element')
  return { element }
}

function buttonOf (item: Item): number {
  const button = whole(item, 'button')
  if (button < 0) throw invalid('\'button\' must not be negative')
  return button
}

function keyIn ({ value }: Item): string {
  const isOne = typeof value === 'string' && [...new Intl.Segmenter('en').segment(value)].length === 1
  if (!isOne) throw invalid('\'value\' must be one character')
  return value
}

function stepOf (item: unknown, kind: SourceKind): Step {
  if (!isObject(item)) throw invalid('an action must be an object')
  const { type } = item
  if (type === 'pause') return { type, duration: durationOf(item) }
  if (kind === 'key' && (type === 'keyDown' || type === 'keyUp')) return { type, value: keyIn(item), duration: 0 }
  if (kind === 'pointer' && (type === 'pointerDown' || type === 'pointerUp')) {
    return { type, button: buttonOf(item), duration: 0 }
  }
  if (kind === 'pointer' && type === 'pointerMove') {
    return {
      type, x: numberIn(item, 'x', 0), y: numberIn(item, 'y', 0), origin: originOf(item, kind),
      duration: durationOf(item)
    }
  }
  if (kind === 'wheel' && type === 'scroll') {
    return {
      type, x: whole(item, 'x', 0), y: whole(item, 'y', 0), deltaX: whole(item, 'deltaX'),
      deltaY: whole(item, 'deltaY'),
      origin: originOf(item, kind), duration: durationOf(item)
    }
  }
  throw invalid(`an action of ${kind} is not called ${JSON.stringify(type)}`)
}

function sequenceOf (value: unknown): Sequence {
  if (!isObject(value)) throw invalid('a sequence of actions must be an object')
  const { id, type, actions, parameters } = value
  if (!kinds.includes(String(type))) throw invalid(`a source of input is not called ${JSON.stringify(type)}`)
  if (typeof id !== 'string') throw invalid('\'id\' must be a string')
  if (!Array.isArray(actions)) throw invalid('\'actions\' must be a list')
  if (parameters !== undefined && !isObject(parameters)) throw invalid('\'parameters\' must be an object')
  const pointer = parameters?.pointerType ?? 'mouse'
  if (pointer !== 'mouse' && pointer !== 'pen' &&
    pointer !== 'touch') throw invalid('\'pointerType\' must be mouse, pen or touch')
  const kind = type as SourceKind
  return { id, kind, pointer, steps: actions.map((item) => stepOf(item, kind)) }
}

/** @throws DriverError for what is no sequence of actions */
export function sequencesIn ({ actions }: Readonly<Record<string, unknown>>): Sequence[] {
  if (!Array.isArray(actions)) throw invalid('\'actions\' must be a list')
  const sequences = actions.map(sequenceOf)
  const count = sequences.reduce((sum, { steps }) => sum + steps.length, 0)
  if (count > mostSteps) throw invalid(`there are ${count} actions, and at most ${mostSteps} are taken`)
  return sequences
}
