import { escapeMarkup } from '../../artifacts/markup.js'

/** HTML that was made of text by `html`, so that nothing of a client's is in it unescaped. */
export class Markup {
  constructor (readonly text: string) {}
}

/** What may stand in a template: text is escaped, a list is joined, nothing is left out. */
type Part = Markup | string | number | undefined | readonly Part[]

function textOf (part: Part): string {
  if (part === undefined) return ''
  if (part instanceof Markup) return part.text
  return typeof part === 'object' ? part.map(textOf).join('') : escapeMarkup(String(part))
}

/** A piece of HTML: whatever is put into it is escaped, unless it is a piece itself. Attributes are to be quoted. */
export const html = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(pieces.reduce((text, piece, index) => text + textOf(parts[index - 1]) + piece))
