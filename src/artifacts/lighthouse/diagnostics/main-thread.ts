/** What the main thread was busy with. */
import { logNormalScore } from '../../../lab/metrics/scores.js'
import type { TaskGroup } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import { allWork, type AttributedWork } from '../computed/attributed-tasks.js'
import { grouped } from '../computed/grouped.js'
import { column, table } from '../tables.js'
import { count, seconds } from '../wording.js'

const timeOf = (work: readonly AttributedWork[]): number => work.reduce((sum, { selfTime }) => sum + selfTime, 0)

export const groupLabels: Readonly<Record<TaskGroup, string>> = {
  scriptEvaluation: 'Script Evaluation',
  other: 'Other',
  styleLayout: 'Style & Layout',
  paintCompositeRender: 'Rendering',
  parseHTML: 'Parse HTML & CSS',
  garbageCollection: 'Garbage Collection',
  scriptParseCompile: 'Script Parsing & Compilation'
}

export const mainThreadWorkBreakdown = defineAudit({
  id: 'mainthread-work-breakdown',
  title: 'Minimizes main-thread work',
  failureTitle: 'Minimize main-thread work',
  description: 'Consider reducing the time spent parsing, compiling and executing JS. You may find delivering ' +
    'smaller JS payloads helps with this. [Learn more](https://web.dev/mainthread-work-breakdown/)',
  needs: 'traces',
  mode: 'numeric'
}, ({ tasks }) => {
  const items = [...grouped(allWork(tasks), ({ group }) => group)]
    .map(([group, work]) => ({ group, groupLabel: groupLabels[group], duration: timeOf(work) }))
    .sort((a, b) => b.duration - a.duration)
  const total = items.reduce((sum, { duration }) => sum + duration, 0)
  return {
    score: logNormalScore({ p10: 2017, median: 4000 }, total),
    numericValue: total,
    numericUnit: 'millisecond',
    displayValue: seconds(total),
    details: table([
      column('groupLabel', 'text', 'Category'),
      column('duration', 'ms', 'Time Spent', { granularity: 1 })
    ], items)
  }
})

/** Less work is not listed, ms. */
const notable = 50

export const bootupTime = defineAudit({
  id: 'bootup-time',
  title: 'JavaScript execution time',
  failureTitle: 'Reduce JavaScript execution time',
  description: 'Consider reducing the time spent parsing, compiling, and executing JS. You may find delivering ' +
    'smaller JS payloads helps with this. [Learn more](https://web.dev/bootup-time/).',
  needs: 'traces',
  mode: 'numeric'
}, ({ tasks }) => {
  const items = [...grouped(allWork(tasks), ({ url }) => url)].map(([url, work]) => ({
    url,
    total: timeOf(work),
    scripting: timeOf(work.filter(({ group }) => group === 'scriptEvaluation')),
    scriptParseCompile: timeOf(work.filter(({ group }) => group === 'scriptParseCompile'))
  })).filter(({ total }) => total >= notable).sort((a, b) => b.total - a.total)
  const wastedMs = items.reduce((sum, { scripting, scriptParseCompile }) => sum + scripting + scriptParseCompile, 0)
  return {
    score: logNormalScore({ p10: 1282, median: 3500 }, wastedMs),
    numericValue: wastedMs,
    numericUnit: 'millisecond',
    displayValue: wastedMs > 0 ? seconds(wastedMs) : '',
    details: table([
      column('url', 'url', 'URL'),
      column('total', 'ms', 'Total CPU Time', { granularity: 1 }),
      column('scripting', 'ms', 'Script Evaluation', { granularity: 1 }),
      column('scriptParseCompile', 'ms', 'Script Parse', { granularity: 1 })
    ], items, { wastedMs })
  }
})

const longTask = 50
const mostLongTasks = 20

export const longTasks = defineAudit({
  id: 'long-tasks',
  title: 'Avoid long main-thread tasks',
  description: 'Lists the longest tasks on the main thread, useful for identifying worst contributors to input ' +
    'delay. [Learn more](https://web.dev/long-tasks-devtools/)',
  needs: 'traces',
  mode: 'informative'
}, ({ tasks }) => {
  const items = tasks
    .filter(({ duration }) => duration >= longTask)
    .sort((a, b) => b.duration - a.duration)
    .slice(0, mostLongTasks)
    .map(({ url, duration, start }) => ({ url, duration, startTime: start }))
  return {
    score: items.length === 0 ? 1 : 0,
    notApplicable: items.length === 0,
    details: table([
      column('url', 'url', 'URL'),
      column('startTime', 'ms', 'Start Time', { granularity: 1 }),
      column('duration', 'ms', 'Duration', { granularity: 1 })
    ], items),
    ...(items.length > 0 ? { displayValue: count(items.length, 'long task found', 'long tasks found') } : {})
  }
})
