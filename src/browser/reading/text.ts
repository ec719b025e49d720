/** The text of an element as it is rendered: as selenium's atom reads it. */
import { isElement, isText, type DomElement, type DomNode } from '../../document/nodes.js'
import { transformed } from '../../document/layout/text-style.js'
import type { PageContext } from '../context.js'

/** What ends a line, and what does not: white space but the no-break space. */
const space = /[^\S\u00a0]+/g

class Lines {
  readonly lines: string[] = ['']

  get last (): string { return this.lines.at(-1) ?? '' }
  set last (text: string) { this.lines[this.lines.length - 1] = text }

  /** A new line, unless one has just begun. */
  begin (): void {
    if (this.last.trim() !== '') this.lines.push('')
    else this.last = ''
  }
}

const isHidden = (context: PageContext, element: DomElement): boolean =>
  context.view.styleOf(element).get('display') === 'none'

function ofText (context: PageContext, data: string, owner: DomElement, lines: Lines): void {
  const style = context.view.styleOf(owner)
  if (style.get('visibility') !== 'visible') return
  const kept = style.get('white-space')
  const isPre = kept === 'pre' || kept === 'pre-wrap' || kept === 'break-spaces'
  const plain = data.replace(/[\u200b\u200e\u200f]/g, '').replace(/\r\n?|\n/g, '\n')
  const lineText = isPre || kept === 'pre-line' ? plain : plain.replace(/\n/g, ' ')
  const pieces = lineText.split('\n')
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) lines.lines.push('')
    const text = isPre ? piece.replace(/[ \f\t\v\u2028\u2029]/g, '\u00a0') : piece.replace(space, ' ')
    const shown = transformed(text, style)
    lines.last += lines.last.endsWith(' ') && shown.startsWith(' ') ? shown.slice(1) : shown
  }
}

const isInlineLike = (display: string): boolean => display.startsWith('inline') || display === 'contents'

function ofElement (context: PageContext, element: DomElement, lines: Lines): void {
  if (isHidden(context, element)) return
  if (element.localName === 'br') {
    lines.lines.push('')
    return
  }
  const display = context.view.styleOf(element).get('display')
  const isCell = display === 'table-cell'
  const isBlock = !isInlineLike(display) && !isCell
  if (isCell && lines.last.trim() !== '' && element.previousElementSibling !== null) lines.last += ' '
  if (isBlock) lines.begin()
  for (let at = element.firstChild; at !== null; at = at.nextSibling) ofNode(context, at, element, lines)
  if (isBlock) lines.begin()
}

function ofNode (context: PageContext, node: DomNode, owner: DomElement, lines: Lines): void {
  if (isText(node)) ofText(context, node.data, owner, lines)
  else if (isElement(node)) ofElement(context, node, lines)
}

const trimmed = (text: string): string => text.replace(/^[^\S\u00a0]+|[^\S\u00a0]+$/g, '')

export function visibleText (context: PageContext, element: DomElement): string {
  const lines = new Lines()
  // A field's text is no text of the page; an option says what it says though nobody has opened its list.
  if (element.localName === 'option') return (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  ofElement(context, element, lines)
  return trimmed(lines.lines.map(trimmed).join('\n')).replace(/\u00a0/g, ' ')
}
