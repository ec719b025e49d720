/** The boxes of a document and the lines of its text, for a viewport of a size. */
import type { Measures } from '../css/lengths.js'
import { pixels } from '../css/lengths.js'
import type { Style } from '../css/element-style.js'
import type { Styles } from '../css/styles.js'
import { placeByItself, withinBorders } from './absolute.js'
import { ancestorsOf, elementsBelow, type DomDocument, type DomElement } from '../nodes.js'
import { boxModel, declaredSize, limited } from './box-model.js'
import { flex, grid } from './flex.js'
import { flow } from './flow.js'
import { intrinsicSize } from './intrinsic.js'
import type { LayoutRun, Rect, Room, TextLine } from './run.js'
import { contentWidth, endless } from './content-width.js'
import { table } from './table.js'

export interface Viewport { readonly width: number, readonly height: number }

export interface DocumentLayout {
  /** The border boxes of elements that have one. */
  readonly boxes: ReadonlyMap<DomElement, Readonly<Rect>>
  /** Elements that stay where they are when the page is scrolled: their boxes are of the viewport. */
  readonly fixed: ReadonlySet<DomElement>
  readonly lines: readonly TextLine[]
  readonly width: number
  readonly height: number
}

/** What is out of the flow, with the place where it would stand in it. */
interface Postponed { readonly element: DomElement, readonly room: Room }

const follows = (line: TextLine, last: TextLine): boolean =>
  last.y === line.y && line.x > last.x && line.x - last.x - last.width < 12

/** One working out of all boxes. */
export class LayoutPass implements LayoutRun {
  readonly boxes = new Map<DomElement, Rect>()
  readonly fixed = new Set<DomElement>()
  readonly #lines = new Map<DomElement, TextLine[]>()
  readonly #preferred = new Map<DomElement, number>()
  #postponed: Postponed[] = []
  #measuring = false

  constructor (readonly styles: Styles, readonly viewport: Viewport) {}

  get lines (): TextLine[] {
    return [...this.#lines.values()].flat()
  }

  get isMeasuring (): boolean { return this.#measuring }

  styleOf (element: DomElement): Style {
    return this.styles.of(element)
  }

  measuresOf (style: Style): Measures {
    return { fontSize: style.fontSize, rootFontSize: 16, viewport: this.viewport }
  }

  isShown (element: DomElement): boolean {
    return this.styleOf(element).get('display') !== 'none'
  }

  put (element: DomElement, rect: Rect): void {
    if (!this.#measuring) this.boxes.set(element, rect)
  }

  write (line: TextLine): void {
    if (this.#measuring) return
    const known = this.#lines.get(line.element)
    const last = known?.at(-1)
    // Words of one element that follow each other are one piece.
    if (known !== undefined && last !== undefined && follows(line, last)) {
      known[known.length - 1] = { ...last, text: `${last.text} ${line.text}`, width: line.x + line.width - last.x }
    } else if (known === undefined) this.#lines.set(line.element, [line])
    else known.push(line)
  }

  shift (element: DomElement, dx: number, dy: number): void {
    if (this.#measuring || (dx === 0 && dy === 0)) return
    this.#move(element, dx, dy)
    for (const inner of elementsBelow(element)) this.#move(inner, dx, dy)
  }

  #move (element: DomElement, dx: number, dy: number): void {
    const rect = this.boxes.get(element)
    if (rect !== undefined) {
      rect.x += dx
      rect.y += dy
    }
    for (const line of this.#lines.get(element) ?? []) {
      line.x += dx
      line.y += dy
    }
  }

  postpone (element: DomElement, room: Room): void {
    if (!this.#measuring) this.#postponed.push({ element, room })
  }

  preferred (element: DomElement): number {
    const known = this.#preferred.get(element)
    if (known !== undefined) return known
    const was = this.#measuring
    this.#measuring = true
    const width = this.#measured(element)
    this.#measuring = was
    this.#preferred.set(element, width)
    return width
  }

  #measured (element: DomElement): number {
    const style = this.styleOf(element)
    const { frame } = boxModel(this, style, 0)
    const sides = frame.left + frame.right
    const said = declaredSize(this, style, 'width', undefined, sides)
    const own = intrinsicSize(element, style)
    const natural = own === undefined ? contentWidth(this, element, style) : own.width
    return limited(this, style, 'width', said ?? Math.ceil(natural) + sides, undefined, sides)
  }

  block (element: DomElement, room: Room, forced?: number): Rect {
    const style = this.styleOf(element)
    const { margin, auto, frame } = boxModel(this, style, room.width)
    const sides = frame.left + frame.right
    const own = intrinsicSize(element, style)
    const width = forced ?? this.#width(element, style, own?.width, room, margin.left + margin.right, sides)
    const x = forced === undefined ? room.x + this.#indent(room.width - width, margin, auto) : room.x
    const ends = frame.top + frame.bottom
    const said = declaredSize(this, style, 'height', room.height, ends)
    const rect = { x, y: room.y, width, height: 0 }
    const inner: Room = { x: x + frame.left, y: room.y + frame.top, width: Math.max(0, width - sides) }
    const least = said === undefined ? {} : { height: Math.max(0, said - ends) }
    const scaled = own !== undefined && own.width > 0 && /^(?:img|video|canvas)$/.test(element.localName)
    const natural = own === undefined
      ? this.contents(element, style, { ...inner, ...least })
      : own.height * (scaled ? Math.max(0, width - sides) / own.width : 1)
    rect.height = limited(this, style, 'height', said ?? natural + ends, room.height, ends)
    this.put(element, rect)
    this.#relative(element, style, room)
    return rect
  }

  /** Auto margins take what room is left; without them an element stands at the left. */
  #indent (free: number, margin: { left: number }, auto: { left: boolean, right: boolean }): number {
    if (!auto.left) return margin.left
    return Math.max(0, auto.right ? free / 2 : free)
  }

  #width (
    element: DomElement, style: Style, own: number | undefined, room: Room, margins: number, sides: number
  ): number {
    const said = declaredSize(this, style, 'width', room.width, sides)
    const filled = Math.max(0, room.width - margins)
    const shrinks = style.get('display').endsWith('table') || style.get('display').startsWith('inline-') ||
      element.localName === 'button' || /^(?:fit-content|max-content|min-content)$/.test(style.get('width'))
    const usual = shrinks ? Math.min(this.preferred(element), filled) : filled
    return limited(this, style, 'width', said ?? (own === undefined ? usual : own + sides), room.width, sides)
  }

  #relative (element: DomElement, style: Style, room: Room): void {
    if (style.get('position') !== 'relative') return
    const measures = this.measuresOf(style)
    const side = (name: string, whole: number): number | undefined => pixels(style.get(name), whole, measures)
    const right = side('right', room.width)
    const bottom = side('bottom', room.height ?? 0)
    const dx = side('left', room.width) ?? (right === undefined ? 0 : -right)
    const dy = side('top', room.height ?? 0) ?? (bottom === undefined ? 0 : -bottom)
    this.shift(element, dx, dy)
  }

  contents (element: DomElement, style: Style, room: Room): number {
    const display = style.get('display')
    if (display.endsWith('flex')) return flex(this, element, style, room)
    if (display.endsWith('grid')) return grid(this, element, style, room)
    if (display.endsWith('table')) return table(this, element, style, room)
    return flow(this, element, style, room)
  }

  #placeOne (element: DomElement, room: Room): void {
    placeByItself(this, element, room, this.#containing(element))
    if (this.styleOf(element).get('position') !== 'fixed') return
    for (const each of [element, ...elementsBelow(element)]) this.fixed.add(each)
  }

  /** The box that an element is placed in which is out of the flow. */
  #containing (element: DomElement): Rect {
    const whole = { x: 0, y: 0, ...this.viewport }
    if (this.styleOf(element).get('position') === 'fixed') return whole
    for (const outer of ancestorsOf(element)) {
      const rect = this.boxes.get(outer)
      const style = this.styleOf(outer)
      if (rect !== undefined && style.get('position') !== 'static') return withinBorders(rect, style)
    }
    return whole
  }

  /** What is placed by itself, after everything else; it may hold more such things. */
  placeTheRest (): void {
    while (this.#postponed.length > 0) {
      const next = this.#postponed
      this.#postponed = []
      for (const { element, room } of next) this.#placeOne(element, room)
    }
  }
}

/** Lays out a document. Whole pixels are not kept to: boxes have fractions, as browsers' have. */
export function layOutDocument (document: DomDocument, styles: Styles, viewport: Viewport): DocumentLayout {
  const pass = new LayoutPass(styles, viewport)
  const root = document.documentElement
  if (root !== null && pass.isShown(root)) pass.block(root, { x: 0, y: 0, ...viewport }, viewport.width)
  pass.placeTheRest()
  return layoutOf(pass, root)
}

/** What a pass has come to: the page is as large as its viewport at least, and as all that stands on it. */
export function layoutOf (pass: LayoutPass, root: DomElement | null): DocumentLayout {
  const { boxes, fixed, lines, viewport } = pass
  let { width, height } = viewport
  for (const [element, rect] of boxes) {
    if (fixed.has(element)) continue
    if (element !== root) width = Math.max(width, Math.min(rect.x + rect.width, endless))
    height = Math.max(height, Math.min(rect.y + rect.height, endless))
  }
  return { boxes, fixed, lines, width: Math.ceil(width), height: Math.ceil(height) }
}
