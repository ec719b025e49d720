/** The page's elements as DevTools names them. */
import { firstNode } from '../../../lab/load/largest-paints.js'
import type { ElementKind, Timeline, VisualElement } from '../../../lab/timeline.js'

/** In CSS px; how Lighthouse tells where an element is. */
export interface BoundingRect {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  readonly width: number
  readonly height: number
}

/** How audits show an element. */
export interface NodeDetails {
  readonly type: 'node'
  readonly path: string
  readonly selector: string
  readonly nodeLabel: string
  readonly snippet: string
  readonly boundingRect: BoundingRect
}

export interface PageElement {
  readonly nodeId: number
  readonly element: VisualElement
  readonly details: NodeDetails
}

const tags: Readonly<Record<ElementKind, string>> = {
  header: 'header', nav: 'nav', hero: 'section', text: 'p', image: 'img', button: 'button', footer: 'footer'
}

export const rectOf = ({ x, y, w, h }: Pick<VisualElement, 'x' | 'y' | 'w' | 'h'>): BoundingRect =>
  ({ top: y, bottom: y + h, left: x, right: x + w, width: w, height: h })

function detailsOf (element: VisualElement, index: number): NodeDetails {
  const { kind, label } = element
  const tag = tags[kind]
  const attributes = label === undefined ? '' : ` aria-label="${label.replaceAll('"', '&quot;')}"`
  return {
    type: 'node',
    path: `1,HTML,1,BODY,${index},${tag.toUpperCase()}`,
    selector: `body > ${tag}.${kind}:nth-child(${index + 1})`,
    nodeLabel: label ?? tag,
    snippet: `<${tag} class="${kind}"${attributes}>`,
    boundingRect: rectOf(element)
  }
}

/** In the order of the document: from top to bottom, columns from left to right. */
export const elementsOf = ({ visual }: Pick<Timeline, 'visual'>): PageElement[] =>
  visual.elements
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
    .map((element, index) => ({ nodeId: firstNode + index, element, details: detailsOf(element, index) }))
