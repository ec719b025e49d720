/** Lines: words and what stands among them, broken where the room ends. */
import type { Style } from '../css/element-style.js'
import { isElement, isText, type DomElement, type DomNode } from '../nodes.js'
import { boxModel } from './box-model.js'
import type { LayoutRun, Rect, Room } from './run.js'
import { glyphHeight, glyphsFor, widthOf, type TextSize } from './text-measure.js'
import { lineHeightOf, transformed } from './text-style.js'

/** Something on a line. */
interface Item {
  readonly width: number
  readonly height: number
  /** The inline elements it stands in, from the outermost. */
  readonly chain: readonly DomElement[]
  /** A word, with whom it belongs to. */
  readonly word?: { readonly text: string, readonly owner: DomElement, readonly size: TextSize }
  /** An element that is laid out by itself, with its margins. */
  readonly atom?: { readonly element: DomElement, readonly left: number, readonly top: number }
  /** Space that is left out at the end of a line. */
  readonly isSpace?: boolean
}

const displayOf = (run: LayoutRun, element: DomElement): string => run.styleOf(element).get('display')

/** Whether an element stands in lines, and its children with it. */
export const isInline = (run: LayoutRun, element: DomElement): boolean =>
  /^(?:inline|contents|ruby)$/.test(displayOf(run, element))

/** Whether it stands in lines as one thing. */
export const isAtom = (run: LayoutRun, element: DomElement): boolean =>
  displayOf(run, element).startsWith('inline-') || /^(?:left|right)$/.test(run.styleOf(element).get('float'))

/** A space between words, px. */
const spaceWidth = widthOf(' ', 'small')

export class Lines {
  #line: Item[] = []
  #width = 0
  /** Whether a word or a thing stands on the line. */
  #filled = false
  #y: number
  /** How wide the widest line was. */
  widest = 0
  readonly #rects = new Map<DomElement, Rect>()
  #pendingSpace = false
  /** What begins inline elements whose first word has not come. */
  #openers: Item[] = []

  constructor (readonly run: LayoutRun, readonly container: Style, readonly room: Room) {
    this.#y = room.y
  }

  /** Adds a node of the flow with all that it holds. */
  add (node: DomNode, chain: readonly DomElement[], owner: DomElement): void {
    if (isText(node)) this.#text(node.data, chain, owner)
    else if (isElement(node) && this.run.isShown(node)) this.#element(node, chain)
  }

  #element (element: DomElement, chain: readonly DomElement[]): void {
    const { run, room } = this
    const style = run.styleOf(element)
    if (element.localName === 'br') {
      this.#open()
      this.#push({ width: 0, height: lineHeightOf(this.container), chain: [...chain, element] })
      this.#close()
      return
    }
    if (/^(?:absolute|fixed)$/.test(style.get('position'))) {
      run.postpone(element, { ...room, x: room.x + this.#width, y: this.#y })
      return
    }
    if (!isInline(run, element) || isReplaced(element)) return this.#atom(element, style, chain)
    const inner = [...chain, element]
    const { margin, frame } = boxModel(run, style, room.width)
    this.#openers.push({ width: margin.left, height: 0, chain }, { width: frame.left, height: 0, chain: inner })
    for (let at = element.firstChild; at !== null; at = at.nextSibling) this.add(at, inner, element)
    this.#open()
    this.#push({ width: frame.right, height: 0, chain: inner })
    this.#push({ width: margin.right, height: 0, chain })
  }

  #atom (element: DomElement, style: Style, chain: readonly DomElement[]): void {
    const { run, room } = this
    const { margin } = boxModel(run, style, room.width)
    const widest = Math.max(0, room.width - margin.left - margin.right)
    const isShare = style.get('width').endsWith('%')
    const width = isShare ? undefined : Math.min(run.preferred(element), widest)
    const rect = run.isMeasuring
      ? { width: run.preferred(element), height: 0 }
      : run.block(element, { ...room, x: 0, y: 0 }, width)
    const whole = rect.width + margin.left + margin.right
    const ahead = this.#ahead()
    if (this.container.get('white-space') !== 'nowrap') this.#breakBefore(whole + ahead)
    this.#spaceBefore()
    this.#open()
    this.#push({
      width: whole,
      height: rect.height + margin.top + margin.bottom,
      chain,
      atom: { element, left: margin.left, top: margin.top }
    })
    this.#filled = true
  }

  #text (data: string, chain: readonly DomElement[], owner: DomElement): void {
    const style = this.run.styleOf(owner)
    const space = style.get('white-space')
    const text = transformed(data, style)
    if (space.startsWith('pre')) return this.#asWritten(text, space, chain, owner)
    for (const [index, word] of text.split(/[ \t\r\n\f]+/).entries()) {
      if (index > 0) this.#pendingSpace = true
      if (word !== '') this.#word(word, style, chain, owner, space !== 'nowrap')
    }
  }

  #asWritten (text: string, space: string, chain: readonly DomElement[], owner: DomElement): void {
    const style = this.run.styleOf(owner)
    for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
      if (index > 0) {
        if (this.#line.length === 0) this.#push({ width: 0, height: lineHeightOf(style), chain })
        this.#close()
      }
      const pieces = space === 'pre' ? [line] : line.split(/(?<= )(?! )/)
      for (const piece of pieces) if (piece !== '') this.#word(piece, style, chain, owner, space !== 'pre')
    }
  }

  /** How wide what comes before the next word is. */
  #ahead (): number {
    const space = this.#pendingSpace ? spaceWidth : 0
    return this.#openers.reduce((sum, { width }) => sum + width, space)
  }

  #spaceBefore (): void {
    if (this.#pendingSpace && this.#hasContent()) {
      this.#push({ width: spaceWidth, height: 0, chain: [], isSpace: true })
    }
    this.#pendingSpace = false
  }

  #open (): void {
    if (this.#openers.length === 0) return
    this.#spaceBefore()
    for (const item of this.#openers) this.#push(item)
    this.#openers = []
  }

  #breakBefore (width: number): void {
    if (this.#width + width > this.room.width && this.#hasContent()) this.#close()
  }

  #word (text: string, style: Style, chain: readonly DomElement[], owner: DomElement, wraps: boolean): void {
    const size = glyphsFor(style.fontSize)
    const width = widthOf(text, size)
    const breaks = this.#pendingSpace || /^(?:pre-wrap|pre-line|break-spaces)$/.test(style.get('white-space'))
    if (wraps && breaks) this.#breakBefore(width + this.#ahead())
    this.#spaceBefore()
    this.#open()
    this.#push({ width, height: Math.max(lineHeightOf(style), glyphHeight[size]), chain, word: { text, owner, size } })
    this.#filled = true
  }

  #hasContent (): boolean {
    return this.#filled
  }

  #push (item: Item): void {
    this.#line.push(item)
    this.#width += item.width
  }

  /** Puts what the line holds where it belongs, and begins the next one. */
  #close (): void {
    const line = this.#line
    while (line.at(-1)?.isSpace === true) this.#width -= line.pop()?.width ?? 0
    const height = line.reduce((most, item) => Math.max(most, item.height), 0)
    let x = this.room.x + this.#offset()
    for (const item of line) {
      this.#place(item, x, height)
      x += item.width
    }
    this.widest = Math.max(this.widest, this.#width)
    this.#y += height
    this.#line = []
    this.#filled = false
    this.#width = 0
    this.#pendingSpace = false
  }

  #offset (): number {
    const align = this.container.get('text-align')
    const free = Math.max(0, this.room.width - this.#width)
    if (/center/.test(align)) return free / 2
    const end = this.container.get('direction') === 'rtl' ? 'start' : 'end'
    return align === 'right' || align === end ? free : 0
  }

  #place ({ width, height, chain, word, atom }: Item, x: number, lineHeight: number): void {
    const y = this.#y + lineHeight - height
    if (word !== undefined) {
      const { text, owner, size } = word
      this.run.write({ element: owner, text, size, x, y, width, height })
    }
    if (atom !== undefined) this.run.shift(atom.element, x + atom.left, y + atom.top)
    for (const element of chain) this.#stretch(element, { x, y, width, height })
  }

  /** An inline element is as large as all that stands in it; what has no height counts by its width alone. */
  #stretch (element: DomElement, { x, y, width, height }: Rect): void {
    const rect = this.#rects.get(element)
    if (rect === undefined || (rect.height === 0 && height > 0)) {
      const left = rect === undefined ? x : Math.min(rect.x, x)
      const right = rect === undefined ? x + width : Math.max(rect.x + rect.width, x + width)
      this.#rects.set(element, { x: left, y, width: right - left, height })
      return
    }
    if (height === 0 && (y < rect.y || y > rect.y + rect.height)) return
    const right = Math.max(rect.x + rect.width, x + width)
    const bottom = Math.max(rect.y + rect.height, y + height)
    rect.x = Math.min(rect.x, x)
    rect.y = height === 0 ? rect.y : Math.min(rect.y, y)
    rect.width = right - rect.x
    rect.height = bottom - rect.y
  }

  /** Closes the last line; how high all lines are. */
  end (): number {
    this.#open()
    if (this.#line.length > 0) this.#close()
    for (const [element, rect] of this.#rects) this.run.put(element, rect)
    return this.#y - this.room.y
  }
}

/** Brings its own size, or is drawn as one thing, though it stands in a line. */
const isReplaced = ({ localName }: DomElement): boolean =>
  /^(?:img|iframe|video|canvas|svg|object|embed|input|select|textarea|button|progress|meter)$/.test(localName)
