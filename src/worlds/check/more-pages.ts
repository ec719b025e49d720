/** All that is wrong with pages that are declared while the twin runs: they are held to what a world file's are. */
import { deepestJson, isDeeper } from '../../kernel/json.js'
import type { DeclaredPage } from '../../facts/declared-page.js'
import type { Pages } from '../declared-pages.js'
import { MorePages } from '../files/more-pages.schema.js'
import { pagesWithUrl } from './names.js'
import { checkPages } from './pages.js'
import { Findings, markOf, problemInWords, WorldFileRefused, type Problem } from './problem.js'
import { checkSchema } from './schema-check.js'
import { nodeOf } from './schema-node.js'

/** `known`: the pages that there are already. */
function problemsOf (value: unknown, known: Pages): Problem[] {
  const find = new Findings()
  if (isDeeper(value)) find.fault([], `it is nested more than ${deepestJson} levels deep`, 'no page needs that')
  else checkSchema(find, nodeOf(MorePages), value)
  if (find.problems.length > 0) return find.problems
  const { pages } = value as MorePages
  const names = Object.keys(pages)
  if (names.includes('')) find.fault(['pages', ''], 'it has no name', 'give it one, by which it is removed')
  const others = Object.entries(known).filter(([name]) => !Object.hasOwn(pages, name))
  const all = { ...Object.fromEntries(others), ...pages }
  pagesWithUrl(find, all)
  checkPages(find, { pages: all }, names)
  return find.problems
}

/** Looks at pages that come with a state, in the place of some of the world file's. @throws WorldFileRefused */
export function checkDeclared (declared: Iterable<DeclaredPage>, file: Pages = {}): void {
  const inForce: Record<string, unknown> = {}
  for (const { name, page, inForce: isInForce } of declared) {
    if (isInForce) inForce[name] = page
    const find = new Findings()
    checkSchema(find, nodeOf(MorePages), { pages: { [name]: page } })
    refuse(find.problems)
  }
  checkedPages({ pages: inForce }, file)
}

/** The pages in a value that nothing is wrong with. @throws WorldFileRefused; warnings are nobody's to hear */
export function checkedPages (value: unknown, known: Pages): Pages {
  refuse(problemsOf(value, known))
  return (value as MorePages).pages
}

function refuse (problems: readonly Problem[]): void {
  if (problems.every(({ severity }) => severity === 'warning')) return
  const lines = problems.map((problem) => `  ${markOf(problem)}${problemInWords(problem)}`)
  throw new WorldFileRefused(`these are no valid pages:\n${lines.join('\n')}`, problems)
}
