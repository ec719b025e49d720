/** From the document's first byte to DOMContentLoaded and the first contentful paint. */
import { latest, type Transfer } from './link.js'
import type { Loading } from './run.js'
import { parseCost, render, runScript } from './work.js'
import { micro } from '../precision.js'

export interface CriticalPath {
  readonly firstPaint: number
  readonly firstContentfulPaint: number
  readonly domInteractive: number
  readonly domContentLoaded: number
}

/** Images that are asked for with the document; the others wait for the first layout (`loading=lazy`). */
const eagerImages = 6

/** Fetches what the document and its stylesheets mention. */
function fetchMentioned ({ input, link, add, staged }: Loading, arrival: (share: number) => number): Transfer[] {
  const { page, plan, slowdown } = input
  const first = [...staged.blocking, ...staged.deferred].map((index) => add(index, arrival(plan.resources[index]!.position)))
  const stylesheets = first.filter(({ planned }) => planned.stage === 'blocking' && planned.type === 'Stylesheet')
  const batch = [...first]
  let images = page.rendering === 'client' ? 0 : eagerImages
  for (const index of staged.early) {
    const { type, position } = plan.resources[index]!
    if (type === 'XHR') continue
    if (type === 'Font' && stylesheets.length > 0) batch.push(add(index, () => latest(stylesheets) + 1.5 * slowdown, stylesheets))
    else if (type !== 'Image' || images-- > 0) batch.push(add(index, arrival(position)))
  }
  link.fetch(batch)
  return first
}

export function loadCritical (loading: Loading, document: Transfer): CriticalPath {
  const { input: { page, random, work }, thread } = loading
  const firstByte = document.end - document.receive
  const arrival = (share: number): number => micro(firstByte + share * document.receive + 0.1)
  const first = fetchMentioned(loading, arrival)
  const blocking = first.filter(({ planned }) => planned.stage === 'blocking')
  const stylesheets = blocking.filter(({ planned }) => planned.type === 'Stylesheet')
  const client = page.rendering === 'client'
  const html = parseCost.html * document.planned.resourceSize / 1000
  const frame = random.between(1, 9)

  const parse = (share: number, part: number): number => thread.begin(arrival(share)).does('ParseHTML', 'parseHTML', html * part, page.url).end()
  const evaluate = ({ end, planned, work }: Transfer, ready: number): void => {
    runScript(thread.begin(Math.max(end, ready)), work, planned.url)
    thread.end()
  }
  const paint = (share: number): number => {
    render(thread.begin(0), work, share)
    return micro(thread.end() + frame)
  }

  parse(0, 0.2)
  for (const { end, planned } of stylesheets) {
    thread.begin(end).does('ParseAuthorStyleSheet', 'parseHTML', parseCost.css * planned.resourceSize / 1000, planned.url).end()
  }
  for (const transfer of blocking) if (transfer.planned.type === 'Script') evaluate(transfer, latest(stylesheets))
  parse(0.5, 0.4)
  const early = paint(client ? 0.05 : 0.5)
  const domInteractive = parse(1, 0.4)
  for (const transfer of first) {
    if (transfer.planned.stage === 'deferred' && transfer.planned.type === 'Script') evaluate(transfer, document.end)
  }
  const domContentLoaded = thread.begin(0)
    .does('EventDispatch', 'scriptEvaluation', work.script * 0.05)
    .does('FireIdleCallback', 'scriptEvaluation', work.script * 0.02)
    .end()
  return { firstPaint: early, firstContentfulPaint: client ? paint(0.45) : early, domInteractive, domContentLoaded }
}
