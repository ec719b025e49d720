// Compares printed output with what a page shows: times, ids and numbers may differ, shapes may not.

const sameShape = [
  // eslint-disable-next-line no-control-regex
  [/\x1b\[[\d;]*m/g, ''],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/g, '‹time›'],
  [/\b\d\d:\d\d:\d\d(?:\.\d+)?/g, '‹clock›'],
  [/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '‹id›'],
  [/\b(?=[a-f]*\d)[\da-f]{16,}\b/g, '‹id›'],
  [/(:|\bport )\d{4,5}\b/g, '$1‹port›'],
  [/[ \t]+/g, ' '],
  [/ $/gm, '']
]
if (!process.argv.includes('--values')) sameShape.push([/\d+(?:\.\d+)?/g, '‹n›'])

const shapeOf = (text) => sameShape.reduce((shape, [from, to]) => shape.replace(from, to), text.trim())

/**
 * The first difference in shape, as a sentence, or undefined if there is none. In what is shown `…` stands for anything
 * within its line, and a line that is nothing else for any lines. JSON may be laid out in another way.
 */
export function differenceOf (shown, printed) {
  const [left, right] = laidOutAlike(shown, printed)
  const wanted = shapeOf(left).split('\n')
  const there = shapeOf(right).split('\n')
  const furthest = { wanted: 0, there: 0 }
  if (fits(wanted, there, 0, 0, furthest)) return undefined
  return `shown: ${aroundDifference(wanted[furthest.wanted], there[furthest.there])}\n` +
    `  is:    ${aroundDifference(there[furthest.there], wanted[furthest.wanted])}`
}

function laidOutAlike (...texts) {
  try {
    return texts.map((text) => JSON.stringify(JSON.parse(text), null, 1))
  } catch {
    return texts
  }
}

function fits (wanted, there, from, at, furthest) {
  for (; from < wanted.length; from++, at++) {
    if (wanted[from] === '…') {
      for (let next = at; next <= there.length; next++) if (fits(wanted, there, from + 1, next, furthest)) return true
      return false
    }
    if (from >= furthest.wanted) Object.assign(furthest, { wanted: from, there: at })
    if (at >= there.length || !lineFits(wanted[from], there[at])) return false
  }
  if (from >= furthest.wanted) Object.assign(furthest, { wanted: from, there: at })
  return at === there.length
}

function lineFits (wanted, there) {
  if (!wanted.includes('…')) return wanted === there
  const parts = wanted.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(there)
}

/** Of long lines what lies around the first difference. */
function aroundDifference (line, other) {
  if (line === undefined) return '(nothing more)'
  let index = 0
  while (index < line.length && line[index] === other?.[index]) index++
  const start = Math.max(0, index - 60)
  return `${start > 0 ? '…' : ''}${line.slice(start, start + 160)}${line.length > start + 160 ? '…' : ''}`
}
