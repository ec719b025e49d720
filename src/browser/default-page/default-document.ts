/**
 * The document of a page that declares none: made from what the lab drew, with the words that the pictures show, so
 * that what is found is what is seen.
 */
import { emptyDocument } from '../../document/parse.js'
import type { DomElement } from '../../document/nodes.js'
import type { Shown, VisualElement, VisualProgress } from '../../lab/timeline.js'
import type { OpenedDocument } from '../context.js'
import type { LoadedPage } from '../settings.js'
import { buildForm, buildSearch, buildSignIn, buildSteps } from './form-parts.js'
import { PageBuilder } from './page-builder.js'
import type { BuildPart } from './parts.js'
import { placedLayout } from './placed-layout.js'
import {
  buildArticle, buildBanner, buildButton, buildHeading, buildLinks, buildParagraph, buildPhoto, buildTopic
} from './reading-parts.js'
import { buildCard, buildOrderLine, buildProduct, buildSummary } from './shop-parts.js'
import { buildFooter, buildHeader, buildNavigation } from './site-parts.js'

const byKind: Readonly<Record<VisualElement['kind'], BuildPart>> = {
  header: buildHeader,
  nav: buildNavigation,
  hero: buildBanner,
  text: buildParagraph,
  image: buildCard,
  button: buildButton,
  footer: buildFooter
}

const byThing: Readonly<Record<Shown, BuildPart>> = {
  banner: buildBanner,
  search: buildSearch,
  product: buildProduct,
  paragraph: buildParagraph,
  heading: buildHeading,
  article: buildArticle,
  reading: buildParagraph,
  links: buildLinks,
  form: buildForm,
  'sign-in': buildSignIn,
  steps: buildSteps,
  summary: buildSummary,
  card: buildCard,
  line: buildOrderLine,
  topic: buildTopic,
  photo: buildPhoto
}

const isOutside = ({ kind }: VisualElement): boolean => kind === 'header' || kind === 'nav' || kind === 'footer'

/** Whether a part has a heading that may be the page's. */
const hasHeading = ({ kind, shows }: VisualElement): boolean =>
  kind === 'hero' || (kind === 'text' && shows !== 'form' && shows !== 'summary')

/** From the top down, and from the left: pictures are painted in another order. */
const reading = (a: VisualElement, b: VisualElement): number => a.y - b.y || a.x - b.x

export function defaultDocument (page: LoadedPage, visual: VisualProgress): OpenedDocument {
  const document = emptyDocument(page.title, page.url)
  const build = new PageBuilder(document)
  const { body, documentElement } = document
  documentElement?.setAttribute('lang', 'en')
  const main = build.make('main', { id: 'main', 'data-testid': 'main' })
  const roots = new Map<VisualElement, DomElement>()
  if (body !== null) {
    const elements = visual.elements.toSorted(reading)
    const first = elements.find(hasHeading)
    // The form's button is what signs in, where there is one.
    const ordered = [...elements.filter(({ shows }) => shows === 'sign-in'), ...elements]
    for (const element of new Set(ordered)) {
      const { kind, shows, label = '', words = [] } = element
      const make = shows === undefined ? byKind[kind] : byThing[shows]
      const parent = isOutside(element) ? document.createElement('div') : main
      roots.set(element, make({ build, element, label, words, parent, isFirst: element === first }))
    }
    for (const element of elements) appendIn(body, main, element, roots)
    if (main.parentNode === null) body.appendChild(main)
  }
  return {
    document,
    page,
    layOut: placedLayout(build.places, visual.pageHeight),
    drawn: {
      roots: visual.elements.map((element) => roots.get(element) ?? null),
      said: saidIn(build),
      places: build.places
    }
  }
}

/** Header and navigation before the content, what else is in it, the footer after it. */
function appendIn (
  body: DomElement, main: DomElement, element: VisualElement, roots: ReadonlyMap<VisualElement, DomElement>
): void {
  const root = roots.get(element)
  if (root === undefined) return
  if (!isOutside(element)) {
    if (main.parentNode === null) body.appendChild(main)
    main.appendChild(root)
  } else if (element.kind === 'footer') body.appendChild(root)
  else body.insertBefore(root, main.parentNode === null ? null : main)
}

/** What elements of one text say. */
function saidIn ({ places }: PageBuilder): ReadonlyMap<DomElement, string> {
  const said = new Map<DomElement, string>()
  for (const element of places.keys()) {
    if (element.firstElementChild === null) said.set(element, element.textContent ?? '')
  }
  return said
}
