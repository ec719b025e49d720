/** From DOMContentLoaded through the load event to the last late answer. */
import { micro } from '../precision.js'
import type { Browser } from './browser.js'
import type { CriticalPath } from './critical.js'
import type { MainThread } from './main-thread.js'
import { latest, type Transfer } from './transfer.js'
import { handleAnswer, handleLoad, runPutOff, runScript, runTimer } from './work.js'

export interface RestOfLoad {
  /** When the handlers of the load event have returned. */
  readonly loadEvent: number
  /** Ends of tasks that brought content in after the first paint, in the order of the plan. */
  readonly updates: readonly number[]
}

/** How long handlers of the load event put off what is not urgent, ms. */
const putOff = 180

/** Timers that tags have set fire once the page has settled, in an order that is the page's. */
function runTimers (thread: MainThread, transfers: readonly Transfer[], loadEvent: number): void {
  const timers = transfers.flatMap(({ planned: { timer, failure, url, work } }) =>
    timer === null || failure !== null ? [] : [{ timer, work, url }])
  for (const { timer, work, url } of timers.sort((a, b) => a.timer - b.timer)) {
    runTimer(thread.begin(loadEvent + timer), work, url)
    thread.end()
  }
}

/** What the document waits for before its load event: not for data and media. */
const delaysLoad = ({ planned: { type } }: Transfer): boolean => type !== 'XHR' && type !== 'Media'

export function loadRest (browser: Browser, critical: CriticalPath): RestOfLoad {
  const { circumstances: { plan: { staged, assets: { answers } }, work }, thread, transfers } = browser
  const { firstContentfulPaint, domContentLoaded } = critical
  const ready = Math.max(domContentLoaded, firstContentfulPaint)
  /** Ends of updates, by index in the plan. */
  const updated: number[] = []
  /** When scripts had run, by index in the plan. */
  const ran: number[] = []
  const handle = (transfer: Transfer, least: number): void => {
    const { planned: { failure, type, url, added }, end, index } = transfer
    const at = Math.max(end, least)
    if (failure !== null) return
    if (type === 'XHR') {
      handleAnswer(thread.begin(at), work, answers, url)
      const ended = thread.end()
      // What a release adds shows itself in no place of the page that was there before.
      if (!added) updated[index] = ended
    } else if (type === 'Script') {
      runScript(thread.begin(at), transfer.work, url)
      ran[index] = thread.end()
    }
  }

  // Data, third parties' tags, the images the first layout asked for.
  const unknown = staged.early.filter(({ index }) => transfers[index] === undefined)
  const second = [...unknown, ...staged.tag].map((expected) => {
    const known = expected.planned.type === 'Image' ? firstContentfulPaint : ready
    return browser.discover(expected, micro(known + 0.5))
  })
  browser.fetch(second)
  for (const transfer of browser.inTurn(second)) handle(transfer, ready)

  // The load event waits for everything the document asked for and for the tags' scripts.
  const loadEvent = handleLoad(thread.begin(latest(transfers.filter(delaysLoad), thread.free)), work)
  const loaded = thread.end()
  runPutOff(thread.begin(loaded + putOff), work)
  thread.end()

  // Beacons, and what code fetches late.
  const third = [...staged.late, ...staged.beacon].map((expected) => {
    const { sender } = expected.planned
    const known = sender === null ? loadEvent + 1 : (ran[sender] ?? loadEvent) + 0.4
    return browser.discover(expected, micro(known))
  })
  browser.fetch(third)
  for (const transfer of browser.inTurn(third)) if (transfer.planned.stage === 'late') handle(transfer, loadEvent)
  runTimers(thread, transfers, loadEvent)
  return { loadEvent, updates: updated.filter((time) => time > 0) }
}
