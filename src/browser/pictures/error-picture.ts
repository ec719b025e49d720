import { type Bitmap, createBitmap } from '../../artifacts/picture/bitmap.js'
import { drawErrorPage } from '../../artifacts/picture/error-page.js'
import { colour } from '../../artifacts/picture/palette.js'
import type { ErrorPage } from '../../lab/session/browser-words.js'

/** The browser's own page in a viewport. */
export function errorPagePicture (page: ErrorPage, width: number, height: number): Bitmap {
  const bitmap = createBitmap(Math.max(1, width), Math.max(1, height), colour.white)
  drawErrorPage(bitmap, page, width < height)
  return bitmap
}
