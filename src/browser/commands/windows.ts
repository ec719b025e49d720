import { isElement, elementsBelow, type DomElement } from '../../document/nodes.js'
import type { BrowserState } from '../browser-state.js'
import { referenceIn } from '../element-ids.js'
import { DriverError } from '../errors.js'
import { frameContext } from '../navigation.js'
import type { Rect } from '../settings.js'
import { integerIn, invalid, textIn, type Perform } from './command.js'

const handles = ({ windows }: BrowserState): string[] => [...windows.keys()]

const noFrame = (): DriverError => new DriverError('no such frame', 'no such frame: element is not a frame')

const isFrame = ({ localName }: DomElement): boolean => localName === 'iframe' || localName === 'frame'

const switchToWindow: Perform = (state, parameters) => {
  const handle = textIn(parameters, typeof parameters.handle === 'string' ? 'handle' : 'name')
  const window = state.windows.get(handle)
  if (window === undefined) throw new DriverError('no such window', 'no such window')
  state.current = window
  return null
}

/** The frame element that a client means by its number, its reference, or (before W3C) its name. */
function frameMeant (state: BrowserState, id: unknown): DomElement {
  const { context } = state
  const all = [...elementsBelow(context.document)].filter(isFrame)
  if (typeof id === 'number') {
    if (!Number.isInteger(id) || id < 0 || id > 65_535) throw invalid('\'id\' must be between 0 and 65535')
    const frame = all[id]
    if (frame === undefined) throw noFrame()
    return frame
  }
  if (typeof id === 'string') {
    const named = all.find((frame) => frame.getAttribute('name') === id || frame.id === id)
    if (named === undefined) throw noFrame()
    return named
  }
  if (referenceIn(id) === undefined) throw invalid('\'id\' must be null, a number or an element')
  const element = state.elementIn(id)
  if (!isFrame(element)) throw noFrame()
  return element
}

const switchToFrame: Perform = async (state, parameters) => {
  const { id } = parameters
  if (id === undefined) throw invalid('missing \'id\'')
  if (id === null) {
    state.context = state.current.top
    return null
  }
  const { context } = state
  state.context = await frameContext(state, context, frameMeant(state, id))
  return null
}

/** Sets a window's size and place, and its viewport with it. */
function moveTo (state: BrowserState, rect: Rect): Rect {
  const { current } = state
  current.rect = rect
  current.top.view.resize(state.inner(rect))
  current.top.scrollTo(current.top.scrollX, current.top.scrollY)
  return rect
}

/** A window is no smaller than that, px; what the screen has no room for reaches out of it. */
const least = { width: 200, height: 150 }

const setWindowRect: Perform = (state, parameters) => {
  const most = 2 ** 31 - 1
  const [width, height] = [integerIn(parameters, 'width', 0, most), integerIn(parameters, 'height', 0, most)]
  const [x, y] = [integerIn(parameters, 'x'), integerIn(parameters, 'y')]
  const { current } = state
  if (current.state !== 'normal') moveTo(state, current.restored)
  current.state = 'normal'
  const { rect } = current
  const bounded = (wanted: number | undefined, now: number, smallest: number): number =>
    wanted === undefined ? now : Math.min(20_000, Math.max(smallest, wanted))
  const next = {
    x: x ?? rect.x,
    y: y ?? rect.y,
    width: bounded(width, rect.width, least.width),
    height: bounded(height, rect.height, least.height)
  }
  current.restored = next
  return moveTo(state, next)
}

const stretched = (as: 'maximized' | 'fullscreen'): Perform => (state) => {
  const { current, screen } = state
  if (current.state === 'normal') current.restored = current.rect
  current.state = as
  return moveTo(state, { x: 0, y: 0, width: screen.width, height: screen.height })
}

const newWindow: Perform = (state, parameters) => {
  const { type } = parameters
  if (type !== undefined && type !== null && type !== 'tab' &&
    type !== 'window') throw invalid('\'type\' must be tab or window')
  const { handle, type: made } = state.openWindow(type === 'window' ? 'window' : 'tab')
  return { handle, type: made }
}

export const windowCommands = {
  getWindowHandle: ({ current }) => current.handle,
  getWindowHandles: handles,
  switchToWindow,
  closeWindow: (state) => {
    state.closeWindow()
    return handles(state)
  },
  newWindow,
  switchToFrame,
  switchToParentFrame: (state) => {
    const { context } = state
    state.context = context.parent ?? context
    return null
  },
  getWindowRect: ({ current }) => current.rect,
  setWindowRect,
  maximizeWindow: stretched('maximized'),
  fullscreenWindow: stretched('fullscreen'),
  minimizeWindow: (state) => {
    const { current } = state
    if (current.state === 'normal') current.restored = current.rect
    current.state = 'minimized'
    return current.rect
  },
  getActiveElement: (state) => {
    const { activeElement } = state.context
    if (!isElement(activeElement)) throw new DriverError('no such element', 'no such element: nothing has the focus')
    return state.reference(activeElement)
  }
} satisfies Record<string, Perform>
