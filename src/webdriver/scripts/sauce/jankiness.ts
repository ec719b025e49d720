/** `sauce:jankinessCheck`: how smoothly the page scrolls from its top to its end, for about five seconds. */
import type { Random } from '../../../kernel/random.js'
import { mainThreadWorkBreakdown, totalTaskTime } from '../../../lab/metrics/breakdown.js'
import type { TaskGroup, Timeline } from '../../../lab/timeline.js'
import type { SauceCommands } from '../../sauce-commands.js'
import { measured } from './performance.js'

export interface JankinessMetrics {
  readonly averageFPS: number
  /** These five, whole ms, are `scrollTime` together. */
  readonly scriptingTime: number
  readonly renderingTime: number
  readonly paintingTime: number
  readonly otherTime: number
  readonly idleTime: number
  readonly scrollTime: number
  readonly forcedReflowWarningCounts: number
  /** Bytes; below 0 when less is used after scrolling. */
  readonly memoryUsageDiff: number
}

/** What the scores set the counts against: events of the main track, and bytes of memory. */
export interface JankinessScale { readonly events: number, readonly memory: number }

/** The four scores and their weighted mean, 0 to 1, as recovered from published samples: weights 5, 3, 3 and 1. */
export function jankinessScores (metrics: JankinessMetrics, { events, memory }: JankinessScale) {
  const { averageFPS, idleTime, scrollTime, forcedReflowWarningCounts, memoryUsageDiff } = metrics
  const diagnostics = {
    fpsScore: Math.min(1, averageFPS / 60),
    layoutUpdateScore: Math.max(0, 1 - forcedReflowWarningCounts / events),
    idleDurationScore: idleTime / scrollTime,
    memoryUsageScore: memoryUsageDiff <= 0 ? 1 : Math.max(0, 1 - memoryUsageDiff / memory)
  }
  const { fpsScore, layoutUpdateScore, idleDurationScore, memoryUsageScore } = diagnostics
  const score = (5 * fpsScore + 3 * layoutUpdateScore + 3 * idleDurationScore + memoryUsageScore) / 12
  return { score, diagnostics }
}

/** Main-thread work of a page load, ms, of which two thirds of a scroll's time would be busy. */
const heavyWork = 6000

const shares: Readonly<Record<'scripting' | 'rendering' | 'painting', readonly TaskGroup[]>> = {
  scripting: ['scriptEvaluation', 'scriptParseCompile', 'garbageCollection'],
  rendering: ['styleLayout', 'parseHTML'],
  painting: ['paintCompositeRender']
}

/**
 * A page that kept its main thread busy while it loaded keeps it busy while it is scrolled, with the same kinds of
 * work.
 */
export function scrolled ({ tasks, visual }: Timeline, random: Random): {
  metrics: JankinessMetrics,
  scale: JankinessScale
} {
  const work = totalTaskTime(tasks)
  const busyShare = Math.min(0.92, (1 - Math.exp(-work / heavyWork)) * random.logNormal(1, 0.04))
  const scrollTime = random.int(5130, 5220)
  const busy = Math.round(scrollTime * busyShare)
  const done = mainThreadWorkBreakdown(tasks)
  const of = (groups: readonly TaskGroup[]): number => {
    const sum = done.reduce((all, { group, duration }) => groups.includes(group) ? all + duration : all, 0)
    return work === 0 ? 0 : Math.floor(busy * sum / work)
  }
  const [scriptingTime, renderingTime, paintingTime] = [of(shares.scripting), of(shares.rendering), of(shares.painting)]
  const averageFPS = Math.max(1, 62.6 * (1 - 0.85 * busyShare ** 1.6) * random.logNormal(1, 0.02))
  const events = random.int(24_000, 40_000)
  return {
    metrics: {
      averageFPS,
      scriptingTime,
      renderingTime,
      paintingTime,
      otherTime: busy - scriptingTime - renderingTime - paintingTime,
      idleTime: scrollTime - busy,
      scrollTime,
      forcedReflowWarningCounts: Math.round(visual.steps.length * busyShare * random.between(2, 6)),
      memoryUsageDiff: Math.round(random.normal(work * 2000, 2_000_000))
    },
    scale: { events, memory: random.int(500_000_000, 1_600_000_000) }
  }
}

/** Lower-case UUID of a loader's 32 digits. */
const uuidOf = (hex: string): string =>
  hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

export async function jankinessCheck (commands: SauceCommands): Promise<Record<string, unknown>> {
  const { timeline, orderIndex } = await measured(commands)
  const random = commands.random(`jankiness ${orderIndex}`)
  const { metrics, scale } = scrolled(timeline, random)
  commands.pass(metrics.scrollTime)
  const { score, diagnostics } = jankinessScores(metrics, scale)
  return {
    url: timeline.url,
    timestamp: Math.round(timeline.timestamp),
    loaderId: uuidOf(timeline.ids.loaderId),
    type: 'scroll',
    score,
    value: { metrics, diagnostics }
  }
}
