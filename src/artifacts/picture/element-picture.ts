import type { Accent } from '../../lab/page/site.schema.js'
import type { ElementKind, Shown, VisualElement } from '../../lab/timeline.js'
import type { Bitmap, Rectangle } from './bitmap.js'
import { drawButton, type Drawing, type PageUse } from './drawing.js'
import { drawForm, drawSearch, drawSignIn, drawSteps } from './form-picture.js'
import { drawLooks } from './looks-picture.js'
import { siteColours } from './palette.js'
import {
  drawArticle, drawBanner, drawLinks, drawParagraph, drawPhoto, drawSectionHeading, drawTopic
} from './reading-picture.js'
import { drawCard, drawOrderLine, drawProductPage, drawSummary } from './shop-picture.js'
import { drawFooter, drawHeader, drawNavigation } from './site-picture.js'

type Draw = (drawing: Drawing) => void

const byKind: Record<ElementKind, Draw> = {
  header: drawHeader,
  nav: drawNavigation,
  hero: drawBanner,
  text: drawParagraph,
  image: drawCard,
  button: (drawing) => drawButton(drawing, drawing.element, drawing.area, drawing.label),
  footer: drawFooter
}

const byThing: Record<Shown, Draw> = {
  banner: drawBanner,
  search: drawSearch,
  product: drawProductPage,
  paragraph: drawParagraph,
  heading: drawSectionHeading,
  article: drawArticle,
  reading: drawParagraph,
  links: drawLinks,
  form: drawForm,
  'sign-in': drawSignIn,
  steps: drawSteps,
  summary: drawSummary,
  card: drawCard,
  line: drawOrderLine,
  topic: drawTopic,
  photo: drawPhoto
}

/** Draws an element of a site into its place in the picture; what lies outside is cut off. */
export function drawElement (
  bitmap: Bitmap, element: VisualElement, area: Rectangle, scale: number, use: PageUse = {}, accent: Accent = 'blue'
): void {
  const { kind, shows, label = '', words = [], looks } = element
  if (looks !== undefined) {
    drawLooks(bitmap, looks, area, scale)
    return
  }
  if (area.width < 8 || area.height < 8) return
  const draw = shows === undefined ? byKind[kind] : byThing[shows]
  draw({ bitmap, element, area, label, words, use, site: siteColours[accent], scale })
}
