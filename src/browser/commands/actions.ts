/** Actions: keys, pointers and wheels, in ticks that last as long as their longest action. */
import type { DomElement } from '../../document/nodes.js'
import type { BrowserState } from '../browser-state.js'
import { DriverError } from '../errors.js'
import { dispatch } from '../interaction/events.js'
import type { PointerState } from '../interaction/input-state.js'
import { keyOf, isModifier } from '../interaction/keys.js'
import { movePointer, pressPointer, releasePointer, targetAt } from '../interaction/pointer.js'
import { centreInView, type Point } from '../interaction/scrolling.js'
import { keyDown, keyUp } from '../interaction/typing.js'
import { sequencesIn, type Origin, type Sequence, type Step } from './action-steps.js'
import { invalid, type Perform } from './command.js'

/** What a button was pressed on, for the click when it is let go. */
const pressedOn = new WeakMap<PointerState, Map<number, DomElement>>()

function pointerOf ({ input }: BrowserState, { id, pointer }: Sequence): PointerState {
  const known = input.pointers.get(id)
  if (known !== undefined) return known
  const made: PointerState = { x: 0, y: 0, pressed: new Set(), kind: pointer }
  input.pointers.set(id, made)
  return made
}

/** A place in the viewport. @throws DriverError for one outside of it */
function placeOf (state: BrowserState, origin: Origin, x: number, y: number, from: Point): Point {
  const { context } = state
  let [left, top] = [x, y]
  if (origin === 'pointer') [left, top] = [x + from.x, y + from.y]
  else if (origin !== 'viewport') {
    const element = state.element(origin.element)
    const box = context.boxInView(element)
    const centre = centreInView(context, element) ??
      { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
    ;[left, top] = [centre.x + x, centre.y + y]
  }
  const { width, height } = context.view.viewport
  if (left < 0 || top < 0 || left > width || top > height) {
    throw new DriverError('move target out of bounds', 'move target out of bounds')
  }
  return { x: left, y: top }
}

async function key (state: BrowserState, { id }: Sequence, type: 'keyDown' | 'keyUp', value: string): Promise<void> {
  const held = state.input.keys.get(id) ?? new Set<string>()
  state.input.keys.set(id, held)
  const name = isModifier(keyOf(value)) ? keyOf(value).key : value
  if (type === 'keyDown') {
    held.add(name)
    await keyDown(state, state.context, value)
  } else if (held.delete(name)) await keyUp(state, state.context, value)
}

async function press (state: BrowserState, pointer: PointerState, button: number): Promise<void> {
  if (pointer.pressed.has(button)) return
  pointer.pressed.add(button)
  const target = await pressPointer(state, state.context, pointer, button)
  const targets = pressedOn.get(pointer) ?? new Map<number, DomElement>()
  if (target !== undefined) targets.set(button, target)
  pressedOn.set(pointer, targets)
}

async function release (state: BrowserState, pointer: PointerState, button: number): Promise<void> {
  if (!pointer.pressed.delete(button)) return
  const target = pressedOn.get(pointer)?.get(button)
  pressedOn.get(pointer)?.delete(button)
  await releasePointer(state, state.context, pointer, button, target)
}

async function scroll (state: BrowserState, step: Extract<Step, { type: 'scroll' }>): Promise<void> {
  const { context } = state
  const point = placeOf(state, step.origin, step.x, step.y, { x: 0, y: 0 })
  const target = targetAt(context, point)
  const { deltaX, deltaY } = step
  const goesOn = target === undefined || await dispatch(state, context, target, 'wheel', { deltaX, deltaY })
  if (!goesOn) return
  context.scrollTo(context.scrollX + deltaX, context.scrollY + deltaY)
  await dispatch(state, context, context.document, 'scroll')
}

async function act (state: BrowserState, sequence: Sequence, step: Step): Promise<void> {
  switch (step.type) {
    case 'pause': return
    case 'keyDown': case 'keyUp': return await key(state, sequence, step.type, step.value)
    case 'pointerDown': return await press(state, pointerOf(state, sequence), step.button)
    case 'pointerUp': return await release(state, pointerOf(state, sequence), step.button)
    case 'pointerMove': {
      const pointer = pointerOf(state, sequence)
      const { x, y } = placeOf(state, step.origin, step.x, step.y, pointer)
      pointer.x = x
      pointer.y = y
      return await movePointer(state, state.context, pointer)
    }
    case 'scroll': return await scroll(state, step)
  }
}

const performActions: Perform = async (state, parameters) => {
  const sequences = sequencesIn(parameters)
  for (const { id, kind } of sequences) {
    const known = state.input.kinds.get(id)
    if (known !== undefined && known !== kind) throw invalid(`the source ${JSON.stringify(id)} is of another kind`)
  }
  for (const { id, kind } of sequences) state.input.kinds.set(id, kind)
  const ticks = sequences.reduce((most, { steps }) => Math.max(most, steps.length), 0)
  for (let tick = 0; tick < ticks; tick++) {
    let duration = 0
    for (const sequence of sequences) {
      const step = sequence.steps[tick]
      if (step === undefined) continue
      duration = Math.max(duration, step.duration)
      await act(state, sequence, step)
      // What stands in the way of the rest is told by the next command.
      if (state.prompt !== undefined) return null
    }
    if (duration > 0) await state.pass(duration)
  }
  return null
}

/** All that is held down is let go, the last first. */
const releaseActions: Perform = async (state) => {
  for (const pointer of [...state.input.pointers.values()].reverse()) {
    for (const button of [...pointer.pressed].reverse()) await release(state, pointer, button)
  }
  for (const keys of [...state.input.keys.values()].reverse()) {
    for (const name of [...keys].reverse()) {
      keys.delete(name)
      await keyUp(state, state.context, modifierKeys[name] ?? name)
    }
  }
  state.input.reset()
  return null
}

const modifierKeys: Readonly<Record<string,
  string>> = { Shift: '\ue008', Control: '\ue009', Alt: '\ue00a', Meta: '\ue03d' }

export const actionCommands = { performActions, releaseActions } satisfies Record<string, Perform>
