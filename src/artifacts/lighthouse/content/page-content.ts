/** What the files that a page loaded contain, as far as Lighthouse's gatherers look into them. */
import type { Timeline } from '../../../lab/timeline.js'
import { domOf, type DomContent } from './dom.js'
import { elementsOf, type PageElement } from './elements.js'
import { filesOf, type FileContent } from './files.js'
import { fontDisplayOf, type FontDisplay } from './fonts.js'
import { picturesOf, type Picture } from './pictures.js'
import { legacyScripts, type LegacyContent } from './polyfills.js'

export interface PageContent {
  readonly stylesheets: readonly FileContent[]
  readonly scripts: readonly FileContent[]
  readonly legacy: readonly LegacyContent[]
  readonly pictures: readonly Picture[]
  readonly elements: readonly PageElement[]
  readonly dom: DomContent
  readonly fontDisplay: FontDisplay
}

export function pageContent (timeline: Timeline): PageContent {
  const { requests } = timeline
  const elements = elementsOf(timeline)
  return {
    stylesheets: filesOf(requests, 'Stylesheet'),
    scripts: filesOf(requests, 'Script'),
    legacy: legacyScripts(requests),
    pictures: picturesOf(timeline, elements),
    elements,
    dom: domOf(timeline),
    fontDisplay: fontDisplayOf(timeline)
  }
}
