/** What stands in a block: other blocks below each other, and lines between them. */
import type { Style } from '../css/element-style.js'
import { isElement, isText, type DomElement, type DomNode } from '../nodes.js'
import { boxModel } from './box-model.js'
import { isAtom, isInline, Lines } from './inline.js'
import type { LayoutRun, Room } from './run.js'

/** Blocks below each other, their margins run together. */
export class Stack {
  #y: number
  #margin = 0
  #lines: Lines | undefined

  constructor (readonly run: LayoutRun, readonly owner: DomElement, readonly style: Style, readonly room: Room) {
    this.#y = room.y
  }

  add (node: DomNode): void {
    const { run } = this
    if (isText(node)) {
      if (this.#lines !== undefined || /\S/.test(node.data) || this.#keepsSpace) this.#inLine(node)
      return
    }
    if (!isElement(node) || !run.isShown(node)) return
    const style = run.styleOf(node)
    if (style.get('display') === 'contents') return this.#opened(node)
    if (/^(?:absolute|fixed)$/.test(style.get('position'))) {
      this.#endLines()
      run.postpone(node, { ...this.room, y: this.#y + this.#margin })
    } else if (isInline(run, node) || isAtom(run, node)) this.#inLine(node)
    else this.#block(node, style)
  }

  get #keepsSpace (): boolean {
    return this.style.get('white-space').startsWith('pre')
  }

  #opened (element: DomElement): void {
    this.run.put(element, { x: this.room.x, y: this.#y, width: 0, height: 0 })
    for (let at = element.firstChild; at !== null; at = at.nextSibling) this.add(at)
  }

  #inLine (node: DomNode): void {
    if (this.#lines === undefined) {
      this.#y += this.#margin
      this.#margin = 0
      this.#lines = new Lines(this.run, this.style, { ...this.room, y: this.#y })
    }
    this.#lines.add(node, [], this.owner)
  }

  #endLines (): void {
    this.#y += this.#lines?.end() ?? 0
    this.#lines = undefined
  }

  #block (element: DomElement, style: Style): void {
    this.#endLines()
    const { margin } = boxModel(this.run, style, this.room.width)
    this.#y += Math.max(this.#margin, margin.top)
    const { height } = this.run.block(element, { ...this.room, y: this.#y })
    this.#y += height
    this.#margin = margin.bottom
  }

  end (): number {
    this.#endLines()
    return Math.max(0, this.#y + Math.max(0, this.#margin) - this.room.y)
  }
}

/** How high what an element holds becomes in its content box. */
export function flow (run: LayoutRun, element: DomElement, style: Style, room: Room): number {
  const stack = new Stack(run, element, style, room)
  for (let at = element.firstChild; at !== null; at = at.nextSibling) stack.add(at)
  return stack.end()
}
