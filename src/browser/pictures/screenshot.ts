/** Pictures of the page as a client asks for them: PNG. */
import { errorPagePicture } from './error-picture.js'
import { cut, paintView } from '../../artifacts/picture/view-picture.js'
import { encodePng } from '../../artifacts/picture/png.js'
import type { Bitmap } from '../../artifacts/picture/bitmap.js'
import type { PageContext } from '../context.js'
import type { DomElement } from '../../document/nodes.js'
import { shownElements } from './shown.js'

function painted (context: PageContext): Bitmap {
  const { view: { viewport: { width, height } }, page, scrollX, scrollY, inCart } = context
  const { errorPage, visual } = page
  if (page.error !== null && errorPage !== undefined) return errorPagePicture(errorPage, width, height)
  const accent = visual?.accent
  return paintView({
    width, height, scrollX, scrollY, elements: shownElements(context), use: { inCart },
    ...(accent === undefined ? {} : { accent })
  })
}

export const viewPng = (context: PageContext): Buffer => encodePng(painted(context))

/** The part of the viewport where an element is; nothing of what is out of view. */
export function elementPng (context: PageContext, element: DomElement): Buffer {
  const { x = 0, y = 0, width = 0, height = 0 } = context.boxInView(element) ?? {}
  return encodePng(cut(painted(context), { x, y, width, height }))
}
