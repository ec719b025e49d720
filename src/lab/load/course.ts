/** The course of a page load over the network. */
import { stream, type Random } from '../../kernel/random.js'
import type { Observable } from '../metrics/observe.js'
import { accidentRate } from '../page/accidents.js'
import { assetsOf, originalAssets, type PageAssets } from '../page/assets.js'
import { completePage } from '../page/complete.js'
import type { MainThreadWork, PageModel } from '../page/model.js'
import { effectOf, type Effect } from '../page/releases.js'
import type { MainThreadTask, Outlier, Timeline } from '../timeline.js'
import { appear, type Appearance } from './appearance.js'
import { drawChances, type Chances } from './chances.js'
import type { PageLoadInput } from './input.js'
import { interceptor } from './intercept.js'
import { frameInterval } from './frames.js'
import { drawLuck, ownLuck, type Luck } from './luck.js'
import { referenceTurns } from './reference.js'
import { planRequests, type RequestPlan } from './request-plan.js'
import { runLoad, type FinishedLoad } from './run.js'
import { keepBusy, recordingEnd, runErrands } from './settle.js'

/** What happened in a page load, before anybody describes it. */
export interface Course {
  readonly page: PageModel
  readonly load: FinishedLoad
  readonly appearance: Appearance
  readonly tasks: readonly MainThreadTask[]
  /** When recording stopped, ms. */
  readonly end: number
  readonly outlier: Outlier | null
  /** The load's own stream, with the draws that are still to come. */
  readonly random: Random
}

const workUnder = ({ work: factor }: Effect, { script, styleLayout, paint, onLoad }: MainThreadWork): MainThreadWork =>
  ({ script: script * factor, styleLayout: styleLayout * factor, paint: paint * factor, onLoad: onLoad * factor })

/** What releases added has draws of its own, so that all others stay as they were. */
function planLoad (
  assets: PageAssets, luck: readonly Luck[], input: PageLoadInput, page: PageModel, chances: Chances
): RequestPlan {
  const { seed, jobId, orderIndex } = input
  return planRequests(assets, (planned) => {
    const { place, added, url } = planned
    const known = luck[place]
    if (known === undefined || !added) return known
    const own = stream(seed, 'page-load', jobId, orderIndex, 'added', url)
    return ownLuck(planned, known.host, chances, own, page.noise)
  }, interceptor(input.interceptions, seed))
}

/** Lets a page load happen; the network is there. `detailed`: whether main-thread tasks say what they did. */
export function runPageLoad (
  input: PageLoadInput, { network, cpuRate, device }: Timeline['conditions'], detailed: boolean
): Course {
  const { seed, jobId, orderIndex } = input
  const random = stream(seed, 'page-load', jobId, orderIndex)
  const page = completePage(seed, input.page)
  const effect = effectOf(input.releasesInForce)
  const accidents = accidentRate(page.outliers, input.accidents)
  const chances = drawChances(random, page.noise, accidents, page.thirdParties.length > 0)
  const luck = drawLuck(originalAssets(page), page, chances, random)
  const launch = random.between(0.5, 1.5)
  const phase = random.between(0, frameInterval)
  const turns = referenceTurns(page)
  const assets = assetsOf(page, effect)
  const plan = planLoad(assets, luck, input, page, chances)
  const slowdown = cpuRate * chances.cpu
  const work = workUnder(effect, page.work)
  const load = runLoad({ page, plan, conditions: network, slowdown, chances, launch, phase, work, detailed, turns })
  const screen = { slowdown, phase, lastEager: assets.lastEager }
  const appearance = appear(page, page.layoutShift * effect.layoutShift, load, device, random, screen)
  const { elements } = appearance.visual
  keepBusy(load)
  runErrands(load, elements.map(({ paintedAt }) => paintedAt), random)
  const end = recordingEnd(load, elements.at(-1)?.paintedAt ?? 0)
  return { page, load, appearance, tasks: load.thread.tasks(), end, outlier: chances.outlier, random }
}

/** What the metrics are computed from, but for the requests. */
export const observable = ({ load, appearance, tasks, end }: Course): Omit<Observable, 'requests'> => ({
  tasks,
  paints: {
    firstPaint: load.firstPaint,
    firstContentfulPaint: load.firstContentfulPaint,
    firstMeaningfulPaint: appearance.firstMeaningfulPaint
  },
  lcpCandidates: appearance.lcpCandidates,
  domContentLoaded: load.domContentLoaded,
  load: load.loadEvent,
  layoutShifts: appearance.layoutShifts,
  visual: appearance.visual,
  end
})
