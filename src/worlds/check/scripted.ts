/** What pages do in a WebDriver session, and what fails on them: what it is about has to be there. */
import { SelectorError, parseSelector } from '../../document/selectors.js'
import { isWebUrl } from '../../facts/visits.js'
import { choice } from './meant.js'
import type { Loose, LooseWorldFile } from './loose.js'
import type { Page } from '../../lab/page/page.schema.js'
import type { Findings } from './problem.js'
import { Occurring } from './occurring.js'

type LoosePage = Loose<Page>
type Rule = NonNullable<LoosePage['behaviour']>[number]
type Path = ReadonlyArray<string | number>

/** Where selectors are looked at. */
interface Place { readonly find: Findings, readonly occurring: Occurring }

export function checkScripted (
  find: Findings, pages: NonNullable<LooseWorldFile['pages']>, name: string, page: LoosePage
): void {
  const place = { find, occurring: new Occurring(page.html) }
  const path = ['pages', name]
  page.behaviour?.forEach((rule, index) => {
    checkRule(place, [...path, 'behaviour', index], rule, Object.keys(pages))
  })
  page.failures?.forEach(({ selector }, index) => {
    checkSelector(place, [...path, 'failures', index, 'selector'], selector)
  })
}

function checkRule (place: Place, path: Path, rule: Rule, pages: readonly string[]): void {
  const { find } = place
  const { on, selector, show, hide, setText = {}, navigate } = rule
  checkSelector(place, [...path, 'selector'], selector)
  checkSelector(place, [...path, 'show'], show)
  checkSelector(place, [...path, 'hide'], hide)
  for (const each of Object.keys(setText)) checkSelector(place, [...path, 'setText', each], each)
  if (on === 'load' && selector !== undefined) {
    find.fault([...path, 'selector'], 'a page is loaded as a whole', 'leave it out')
  }
  const isIdle = [show, hide, navigate].every((each) => each === undefined) && Object.keys(setText).length === 0
  if (isIdle) find.fault(path, 'nothing happens', 'say what to show, to hide, to setText, or where to navigate')
  if (navigate === undefined || isWebUrl(navigate) || pages.includes(navigate)) return
  const cure = choice(navigate, pages, 'its pages are', 'declare it in pages, or write a URL')
  find.fault([...path, 'navigate'], `"${navigate}" is neither a page of this world nor a URL`, cure)
}

function checkSelector ({ find, occurring }: Place, path: Path, selector: string | undefined): void {
  if (selector === undefined) return
  try {
    parseSelector(selector)
    if (occurring.lacks(selector)) {
      find.warning([...path], `nothing of the page's HTML is "${selector}"`, 'write the selector of something in it')
    }
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error
    find.fault([...path], `"${selector}" is no CSS selector (${error.message})`, 'for example "#send"')
  }
}
