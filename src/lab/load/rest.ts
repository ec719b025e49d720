/** From DOMContentLoaded through the load event to the last late answer. */
import type { Transfer } from './link.js'
import type { CriticalPath } from './critical.js'
import type { Loading } from './run.js'
import { handleAnswer, runScript } from './work.js'
import { ascending } from '../order.js'
import { micro } from '../precision.js'

/** In the link's order, which is also the order in which their scripts and answers are handled. */
const inOrder = (list: readonly Transfer[]): Transfer[] => ascending(list.map(({ key }) => key)).map((position) => list[position]!)

export function loadRest (loading: Loading, critical: CriticalPath): { load: number, updates: number[] } {
  const { input: { plan, work }, link, thread, transfers, add, staged } = loading
  const { firstContentfulPaint, domContentLoaded } = critical
  const ready = Math.max(domContentLoaded, firstContentfulPaint)
  const answers = plan.resources.reduce((count, { type, stage }) => type === 'XHR' && stage !== 'beacon' ? count + 1 : count, 0)
  const updates: number[] = []
  const ran: number[] = []
  const handle = (transfer: Transfer, least: number): void => {
    const { planned, end, index } = transfer
    const at = Math.max(end, least)
    if (planned.failure !== null) return
    if (planned.type === 'XHR') {
      handleAnswer(thread.begin(at), work, answers, planned.url)
      updates.push(thread.end())
    } else if (planned.type === 'Script') {
      runScript(thread.begin(at), transfer.work, planned.url)
      ran[index] = thread.end()
    }
  }

  // Data, third parties' tags, the images the first layout asked for.
  const second = [...staged.early.filter((index) => transfers[index] === undefined), ...staged.tag]
    .map((index) => add(index, micro((plan.resources[index]!.type === 'Image' ? firstContentfulPaint : ready) + 0.5)))
  link.fetch(second)
  for (const transfer of inOrder(second)) handle(transfer, ready)

  // The load event waits for everything the document asked for and for the tags' scripts, not for data and media.
  const waiting = transfers.filter(({ planned }) => planned.type !== 'XHR' && planned.type !== 'Media')
  const load = thread.begin(waiting.reduce((time, { end }) => Math.max(time, end), thread.free))
    .does('EventDispatch', 'scriptEvaluation', work.onLoad)
    .does('UpdateLayoutTree', 'styleLayout', work.styleLayout * 0.05)
    .end()

  // Beacons, and what code fetches late.
  const third = [...staged.late, ...staged.beacon].map((index) => {
    const { sender } = plan.resources[index]!
    return add(index, micro(sender === null ? load + 1 : (ran[sender] ?? load) + 0.4))
  })
  link.fetch(third)
  for (const transfer of inOrder(third)) if (transfer.planned.stage === 'late') handle(transfer, load)
  return { load, updates }
}
