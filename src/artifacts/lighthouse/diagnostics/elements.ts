/** Elements of the page that matter: the largest, those that moved, those that are animated. */
import { defineAudit } from '../audit.js'
import { shiftedElements } from '../computed/shifted-elements.js'
import { column, table } from '../tables.js'
import { count } from '../wording.js'

const node = column('node', 'node', 'Element')

const found = (number: number): string => count(number, 'element found', 'elements found')

export const largestContentfulPaintElement = defineAudit({
  id: 'largest-contentful-paint-element',
  title: 'Largest Contentful Paint element',
  description: 'This is the largest contentful element painted within the viewport. ' +
    '[Learn More](https://web.dev/lighthouse-largest-contentful-paint/)',
  needs: 'traces',
  mode: 'informative'
}, ({ timeline: { lcpCandidates }, content: { elements } }) => {
  const largest = lcpCandidates.at(-1)
  const items = elements
    .filter(({ nodeId }) => nodeId === largest?.nodeId)
    .map(({ details }) => ({ node: details }))
  const displayValue = found(items.length)
  return { score: 1, notApplicable: items.length === 0, displayValue, details: table([node], items) }
})

export const layoutShiftElements = defineAudit({
  id: 'layout-shift-elements',
  title: 'Avoid large layout shifts',
  description: 'These DOM elements contribute most to the CLS of the page.',
  needs: 'TraceElements',
  mode: 'informative'
}, ({ timeline, content: { elements } }) => {
  const details = new Map(elements.map((element) => [element.nodeId, element.details]))
  const items = shiftedElements(timeline).map(({ nodeId, score }) => ({ node: details.get(nodeId), score }))
  const headings = [node, column('score', 'numeric', 'CLS Contribution', { granularity: 0.001 })]
  return {
    score: 1,
    notApplicable: items.length === 0,
    ...(items.length > 0 ? { displayValue: found(items.length) } : {}),
    details: table(headings, items)
  }
})

/** Only the trace of a page that animates something has elements for it; pages here stand still. */
export const nonCompositedAnimations = defineAudit({
  id: 'non-composited-animations',
  title: 'Avoid non-composited animations',
  description: 'Animations which are not composited can be janky and increase CLS. ' +
    '[Learn more](https://web.dev/non-composited-animations)',
  needs: 'TraceElements',
  mode: 'informative'
}, () => {
  return { score: 1, notApplicable: true, details: table([node], []) }
})
