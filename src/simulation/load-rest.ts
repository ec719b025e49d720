/** From DOMContentLoaded through the load event to the last late answer. */
import type { Transfer } from './link.js'
import type { CriticalPath } from './load-critical.js'
import type { Loading } from './load.js'
import { answerWork, scriptWork } from './load-work.js'
import { ascending } from './order.js'
import { micro } from './precision.js'

/** In the link's order, which is also the order in which their scripts and answers are handled. */
const inOrder = (list: readonly Transfer[]): Transfer[] => ascending(list.map(({ key }) => key)).map((position) => list[position]!)

export function loadRest (loading: Loading, critical: CriticalPath): { load: number, updates: number[] } {
  const { input: { plan, work }, link, thread, transfers, add, indices } = loading
  const { firstContentfulPaint, domContentLoaded } = critical
  const ready = Math.max(domContentLoaded, firstContentfulPaint)
  const answers = indices((stage, type) => type === 'XHR' && stage !== 'beacon').length
  const updates: number[] = []
  const ran: number[] = []
  const handle = (transfer: Transfer, least: number): void => {
    const { planned, end, index } = transfer
    const at = Math.max(end, least)
    if (planned.failure !== null) return
    if (planned.type === 'XHR') updates.push(thread.run(at, answerWork(work, answers, planned.url)))
    else if (planned.type === 'Script') ran[index] = thread.run(at, scriptWork(planned.work, planned.url))
  }

  // Data, third parties' tags, the images the first layout asked for.
  const second = indices((stage, type) => stage === 'tag' || (stage === 'early' && (type === 'XHR' || type === 'Image')))
    .filter((index) => transfers[index] === undefined)
    .map((index) => add(index, micro((plan.resources[index]!.type === 'Image' ? firstContentfulPaint : ready) + 0.5)))
  link.fetch(second)
  for (const transfer of inOrder(second)) handle(transfer, ready)

  // The load event waits for everything the document asked for and for the tags' scripts, not for data and media.
  const waiting = transfers.filter(({ planned }) => planned.type !== 'XHR' && planned.type !== 'Media')
  const load = thread.run(waiting.reduce((time, { end }) => Math.max(time, end), thread.free),
    [['EventDispatch', 'scriptEvaluation', work.onLoad], ['UpdateLayoutTree', 'styleLayout', work.styleLayout * 0.05]])

  // Beacons, and what code fetches late.
  const third = indices((stage) => stage === 'beacon' || stage === 'late').map((index) => {
    const { sender } = plan.resources[index]!
    return add(index, micro(sender === null ? load + 1 : (ran[sender] ?? load) + 0.4))
  })
  link.fetch(third)
  for (const transfer of inOrder(third)) if (transfer.planned.stage === 'late') handle(transfer, load)
  return { load, updates }
}
