/** The small change of a load's main thread, and the recording's quiet end. */
import type { Random } from '../../kernel/random.js'
import { longTask } from '../metrics/interactive.js'
import { micro } from '../precision.js'
import { plain, type Kind } from './main-thread.js'
import type { FinishedLoad } from './run.js'
import { latest, type Transfer } from './transfer.js'

const paint: Kind = { name: 'Paint', group: 'paintCompositeRender' }
const composite: Kind = { name: 'CompositeLayers', group: 'paintCompositeRender' }
const layers: Kind = { name: 'UpdateLayerTree', group: 'paintCompositeRender' }
const layout: Kind = { name: 'Layout', group: 'styleLayout' }
const timer: Kind = { name: 'TimerFire', group: 'scriptEvaluation' }
const garbage: Kind = { name: 'MinorGC', group: 'garbageCollection' }

const isNew = ({ planned: { added } }: Transfer): boolean => added
const wasThere = ({ planned: { added } }: Transfer): boolean => !added

/** Handling a request in the renderer: sending it, its headers, its body; ms at CPU rate 1. */
export function runErrands (load: FinishedLoad, paints: readonly number[], random: Random): void {
  const { transfers, thread, firstContentfulPaint } = load
  const last = Math.max(thread.free, firstContentfulPaint)
  for (let i = 0; i < 12; i++) thread.errand(last * (i + 0.5) / 12, timer, random.between(0.05, 0.5))
  thread.errand(last * random.float(), garbage, random.between(0.4, 1.6))
  // What a release added draws last, and everything draws as often whatever its size.
  for (const { planned, start, end, receive } of [...transfers.filter(wasThere), ...transfers.filter(isNew)]) {
    thread.errand(start, plain, random.between(0.08, 0.3))
    thread.errand(end - receive, plain, random.between(0.05, 0.2))
    thread.errand(end, plain, random.between(0.1, 0.4))
    if (planned.type !== 'Image') continue
    const compositing = random.between(0.1, 0.4)
    if (planned.resourceSize <= 4000) continue
    const at = Math.max(end, firstContentfulPaint) + 1
    thread.errand(at, paint, 0.1 + planned.resourceSize / 1e6)
    thread.errand(at, composite, compositing)
  }
  for (const at of new Set(paints)) {
    thread.errand(at, layers, random.between(0.1, 0.5))
    thread.errand(at, layout, random.between(0.05, 0.4))
  }
}

/** TTI's quiet window, ms, and how far apart heartbeats keep long tasks. */
const quietWindow = 5000
const heartbeatSpacing = 4500

/**
 * A page that is still working its way through scripts shows it (a spinner, a carousel, a watchdog): every few seconds
 * a timer takes just long enough to count as a long task. Without it, five accidentally quiet seconds in the middle of
 * a slow load would make the page "interactive" sooner than on a fast line. Only gaps between long tasks are filled.
 */
export function keepBusy ({ thread, firstContentfulPaint }: FinishedLoad): void {
  const long = thread.chain.filter(({ duration }) => duration >= longTask)
  let previous = 0
  for (const { start, duration } of long) {
    if (start > firstContentfulPaint + quietWindow) {
      const from = Math.max(previous, firstContentfulPaint)
      for (let at = from + heartbeatSpacing; at < start - longTask; at += heartbeatSpacing) {
        if (start - at < quietWindow - heartbeatSpacing && start - previous < quietWindow) break
        thread.insert(at, longTask, 'TimerFire')
        previous = at + longTask
      }
    }
    previous = start + duration
  }
}

/** When recording stops: more than a quiet window after the last thing that happened. */
export function recordingEnd ({ thread, transfers, loadEvent }: FinishedLoad, lastPaint: number): number {
  const quiet = latest(transfers, Math.max(thread.free, loadEvent, lastPaint))
  const end = micro(quiet + quietWindow + 400)
  thread.errand(end - 150, plain, 0.3)
  return end
}
