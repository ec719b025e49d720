/** What a page looks like that declares its HTML: pieces from its own styles, in place of blocks. */
import { Cache } from '../../kernel/cache.js'
import type { Piece } from '../../document/looks.js'
import { parseHtml } from '../../document/parse.js'
import { piecesOf } from '../../document/pieces.js'
import { DocumentView } from '../../document/view.js'
import type { Device } from './conditions.js'

/** Pages of one's own that are kept laid out, counted by screens. */
const mostKept = 200

export interface Drawn { readonly pieces: readonly Piece[], readonly pageHeight: number }

const drawn = new Cache<string, Drawn>({ most: mostKept })

/** The pieces of a page on a screen. What is too large to be a page is blank: the check of a world file refuses it. */
export function drawHtml (html: string, { viewport }: Device): Drawn {
  return drawn.getOrMake(`${viewport.width} ${viewport.height} ${html}`, () => {
    try {
      const view = new DocumentView(parseHtml(html, 'about:blank'), viewport)
      return { pieces: piecesOf(view), pageHeight: view.layout.height }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return { pieces: [], pageHeight: viewport.height }
    }
  })
}
