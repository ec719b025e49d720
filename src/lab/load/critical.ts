/** From the document's first byte to DOMContentLoaded and the first contentful paint. */
import type { Stage } from '../page/planned-request.js'
import { micro } from '../precision.js'
import type { Browser } from './browser.js'
import { frameAfter } from './frames.js'
import type { MainThread } from './main-thread.js'
import { latest, type Transfer } from './transfer.js'
import { parseCost, render, runScript } from './work.js'

export interface CriticalPath {
  readonly firstPaint: number
  readonly firstContentfulPaint: number
  /** When all of the document's own content is painted, not before the first of it. */
  readonly wholeContent: number
  readonly domInteractive: number
  /** End of the DOMContentLoaded event. */
  readonly domContentLoaded: number
}

/** When a share (0 … 1) of the document has arrived and been looked at. */
type Arrival = (share: number) => number

const isStylesheet = ({ planned: { type, stage } }: Transfer): boolean => stage === 'blocking' && type === 'Stylesheet'

/** Fetches what the document and its stylesheets mention; answers the blocking and deferred among it. */
function fetchMentioned (browser: Browser, arrival: Arrival): Transfer[] {
  const { circumstances: { plan: { staged, assets: { lastEager } }, slowdown } } = browser
  const first = [...staged.blocking, ...staged.deferred]
    .map((expected) => browser.discover(expected, arrival(expected.planned.position)))
  const stylesheets = first.filter(isStylesheet)
  const afterStyles = (): number => latest(stylesheets) + 1.5 * slowdown
  const batch = [...first]
  for (const expected of staged.early) {
    const { type, position, place } = expected.planned
    if (type === 'XHR') continue
    if (type === 'Font' && stylesheets.length > 0) batch.push(browser.discover(expected, afterStyles, stylesheets))
    else if (type !== 'Image' || place <= lastEager) batch.push(browser.discover(expected, arrival(position)))
  }
  browser.fetch(batch)
  return first
}

const scriptsOf = (stage: Stage, transfers: readonly Transfer[]): Transfer[] =>
  transfers.filter(({ planned }) => planned.stage === stage && planned.type === 'Script')

/** Runs a script once it is there, and not before `ready`. */
function evaluate (thread: MainThread, { end, planned, work }: Transfer, ready: number): void {
  runScript(thread.begin(Math.max(end, ready)), work, planned.url)
  thread.end()
}

function parseStyles (thread: MainThread, { end, planned: { resourceSize, url } }: Transfer): void {
  thread.begin(end).does('ParseAuthorStyleSheet', 'parseHTML', parseCost.css * resourceSize / 1000, url).end()
}

export function loadCritical (browser: Browser, document: Transfer): CriticalPath {
  const { circumstances: { page, phase, work }, thread } = browser
  const firstByte = document.end - document.receive
  const arrival: Arrival = (share) => micro(firstByte + share * document.receive + 0.1)
  const first = fetchMentioned(browser, arrival)
  const stylesheets = first.filter(isStylesheet)
  const styled = latest(stylesheets)
  const client = page.rendering === 'client'
  const html = parseCost.html * document.planned.resourceSize / 1000

  const parse = (share: number, part: number): number =>
    thread.begin(arrival(share)).does('ParseHTML', 'parseHTML', html * part, page.url).end()
  const paint = (share: number): number => {
    render(thread.begin(0), work, share)
    return frameAfter(thread.end(), phase)
  }

  parse(0, 0.2)
  for (const stylesheet of stylesheets) parseStyles(thread, stylesheet)
  for (const script of scriptsOf('blocking', first)) evaluate(thread, script, styled)
  parse(0.5, 0.4)
  const firstPaint = paint(client ? 0.05 : 0.35)
  const domInteractive = parse(1, 0.4)
  const wholePage = client ? firstPaint : paint(0.15)
  for (const script of scriptsOf('deferred', first)) evaluate(thread, script, document.end)
  const domContentLoaded = thread.begin(0)
    .does('EventDispatch', 'scriptEvaluation', work.script * 0.05)
    .does('FireIdleCallback', 'scriptEvaluation', work.script * 0.02)
    .end()
  const firstContentfulPaint = client ? paint(0.45) : firstPaint
  const wholeContent = Math.max(firstContentfulPaint, wholePage)
  return { firstPaint, firstContentfulPaint, wholeContent, domInteractive, domContentLoaded }
}
