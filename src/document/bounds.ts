/** How large a page of HTML may be, told without making a document of it. */

/** The largest HTML of a page, characters. */
export const longestHtml = 262_144
/** How deep elements may stand in each other: Chrome's own bound. */
export const deepestHtml = 512
/** The most tags of a page. */
export const mostNodes = 20_000

/** Elements that end by themselves, or that never hold anything. */
const endless = new Set([
  'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr', 'p',
  'li', 'dt', 'dd', 'option', 'optgroup', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'caption', 'colgroup', 'rp', 'rt'
])

const tags = /<(\/?)([a-z][^\s/>]*)/gi

/** Why a text is no page that is taken, or undefined. What is merely malformed is mended as browsers do. */
export function faultOfHtml (html: string): string | undefined {
  if (html.length > longestHtml) return `it has ${html.length} characters, and at most ${longestHtml} are taken`
  let depth = 0
  let count = 0
  for (const [, end, name = ''] of html.matchAll(tags)) {
    if (++count > mostNodes) return `it has more than ${mostNodes} tags`
    if (endless.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (end === '/' ? -1 : 1))
    if (depth > deepestHtml) return `elements stand more than ${deepestHtml} deep in each other`
  }
  return undefined
}
