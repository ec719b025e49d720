/** How many elements the document has. */
import { logNormalScore } from '../../../lab/metrics/scores.js'
import { defineAudit } from '../audit.js'
import { column, table } from '../tables.js'
import { count, whole } from '../wording.js'

/** The deepest element, and the one with the most children. */
export const deepest = '<a class="link" href="/">'
export const widest = '<ul class="items">'

export const domSize = defineAudit({
  id: 'dom-size',
  title: 'Avoids an excessive DOM size',
  failureTitle: 'Avoid an excessive DOM size',
  description: 'A large DOM will increase memory usage, cause longer [style calculations]' +
    '(https://developers.google.com/web/fundamentals/performance/rendering/' +
    'reduce-the-scope-and-complexity-of-style-calculations), and produce costly ' +
    '[layout reflows](https://developers.google.com/speed/articles/reflow). ' +
    '[Learn more](https://web.dev/dom-size/).',
  needs: 'DOMStats',
  mode: 'numeric'
}, ({ content: { dom } }) => {
  const code = (value: string): object => ({ type: 'code', value })
  const items = [
    { statistic: 'Total DOM Elements', element: '', value: whole(dom.elements) },
    { statistic: 'Maximum DOM Depth', element: code(deepest), value: whole(dom.depth) },
    { statistic: 'Maximum Child Elements', element: code(widest), value: whole(dom.width) }
  ]
  return {
    score: logNormalScore({ p10: 818, median: 1400 }, dom.elements),
    numericValue: dom.elements,
    numericUnit: 'element',
    displayValue: count(dom.elements, 'element', 'elements'),
    details: table([
      column('statistic', 'text', 'Statistic'),
      column('element', 'code', 'Element'),
      column('value', 'numeric', 'Value')
    ], items)
  }
})
