/** A pointer: what is pressed and let go, and what that clicks. */
import { parentOf, type DomElement } from '../../document/nodes.js'
import type { BrowserState } from '../browser-state.js'
import type { PageContext } from '../context.js'
import { click, focusedBy } from './activation.js'
import { dispatch } from './events.js'
import { blur, focus } from './focus.js'
import type { LastClick } from './input-state.js'
import { modifiersOf } from './keys.js'
import { elementAt, type Point } from './scrolling.js'
import type { PageEvent } from '../scripting.js'

type Init = PageEvent['init']

/** Two clicks at one place are a double one if no more time than that lies between them, ms. */
const doubleClick = 500

const initOf = (state: BrowserState, context: PageContext, { x, y }: Point, button: number, pressed = 0): Init => ({
  clientX: Math.round(x), clientY: Math.round(y), pageX: Math.round(x + context.scrollX),
  pageY: Math.round(y + context.scrollY),
  screenX: Math.round(x), screenY: Math.round(y), button, buttons: pressed, detail: 1, ...modifiersOf(state.input.held)
})

/** Both kinds of event that tell of it. */
async function told (
  state: BrowserState, context: PageContext, target: DomElement, name: 'down' | 'up' | 'move', init: Init
): Promise<boolean> {
  await dispatch(state, context, target, `pointer${name}`, init)
  return await dispatch(state, context, target, `mouse${name}`, init)
}

export const targetAt = (context: PageContext, point: Point): DomElement | undefined =>
  elementAt(context, point) ?? context.document.body ?? undefined

export async function movePointer (state: BrowserState, context: PageContext, point: Point): Promise<void> {
  const target = targetAt(context, point)
  if (target === undefined) return
  const init = initOf(state, context, point, 0)
  const before = context.hovered
  if (before !== target) {
    if (before !== null && context.document.contains(before)) {
      await dispatch(state, context, before, 'mouseout', init)
      for (let at: DomElement | null = before; at !== null && !at.contains(target); at = parentOf(at)) {
        await dispatch(state, context, at, 'mouseleave', init)
      }
    }
    context.hovered = target
    await dispatch(state, context, target, 'mouseover', init)
    for (let at: DomElement | null = target; at !== null && before?.contains(target) !== true; at = parentOf(at)) {
      if (before !== null && at.contains(before)) break
      await dispatch(state, context, at, 'mouseenter', init)
    }
  }
  await told(state, context, target, 'move', init)
}

/** What a button is pressed on. */
export async function pressPointer (
  state: BrowserState, context: PageContext, point: Point, button: number
): Promise<DomElement | undefined> {
  const target = targetAt(context, point)
  if (target === undefined) return undefined
  const goesOn = await told(state, context, target, 'down', initOf(state, context, point, button, 1 << button))
  if (!goesOn) return target
  const wanted = focusedBy(context, target)
  if (wanted === undefined) await blur(state, context)
  else await focus(state, context, wanted)
  return target
}

/** A button is let go: a click, if it was pressed on the same element. */
export async function releasePointer (
  state: BrowserState, context: PageContext, point: Point, button: number, pressedOn: DomElement | undefined
): Promise<void> {
  const target = targetAt(context, point)
  if (target === undefined) return
  const init = initOf(state, context, point, button)
  await told(state, context, target, 'up', init)
  if (button === 2) await dispatch(state, context, target, 'contextmenu', init)
  const clicked = pressedOn === undefined ? undefined : common(pressedOn, target)
  if (clicked === undefined || button > 0 || !context.document.contains(clicked)) return
  const last = nextClick(state, point)
  state.input.lastClick = last
  await click(state, context, clicked, { ...init, detail: last.count })
  if (last.count === 2) await dispatch(state, context, clicked, 'dblclick', { ...init, detail: 2 })
}

/** The nearest element that holds both. */
function common (a: DomElement, b: DomElement): DomElement | undefined {
  for (let at: DomElement | null = a; at !== null; at = parentOf(at)) if (at.contains(b)) return at
  return undefined
}

function nextClick ({ input: { lastClick }, settings: { now } }: BrowserState, { x, y }: Point): LastClick {
  const at = now()
  const isSame = lastClick !== undefined && at - lastClick.at <= doubleClick &&
    Math.hypot(x - lastClick.x, y - lastClick.y) < 4
  return { x, y, at, count: isSame ? lastClick.count % 2 + 1 : 1 }
}
