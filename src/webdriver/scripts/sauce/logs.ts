/** What `sauce:log` answers, by its type: views of the last page load. */
import { asObject, requestHeaders, responseHeaders } from '../../../artifacts/headers.js'
import { performanceEntry } from '../../../artifacts/performance-json.js'
import { monotonicClock, resourceTiming } from '../../../artifacts/resource-timing.js'
import type { BrowserPlatform } from '../../../artifacts/user-agent.js'
import { measure } from '../../../lab/metrics/measure.js'
import { totalTaskTime } from '../../../lab/metrics/breakdown.js'
import type { Timeline } from '../../../lab/timeline.js'
import type { LastLoad, SauceCommands } from '../../sauce-commands.js'
import { DriverError } from '../../../browser/errors.js'
import { invalid, record } from './argument.js'
import { navigationMarks } from '../navigation-marks.js'

type Log = (load: LastLoad, platform: BrowserPlatform) => unknown

const logs: Readonly<Record<string, Log>> = {
  'sauce:network': ({ timeline }, platform) => network(timeline, platform),
  'sauce:metrics': ({ timeline }) => metrics(timeline),
  'sauce:timing': ({ timeline }) => timing(timeline),
  'sauce:console': ({ timeline }) => consoleMessages(timeline),
  'sauce:performance': (load) => performance(load)
}

function network (timeline: Timeline, platform: BrowserPlatform): unknown[] {
  const clock = monotonicClock(timeline)
  return timeline.requests.map((request) => ({
    url: request.url,
    statusCode: request.status,
    method: request.method,
    requestHeaders: asObject(requestHeaders(timeline, request, platform)),
    responseHeaders: asObject(responseHeaders(timeline, request)),
    timing: resourceTiming(request, clock)
  }))
}

const seconds = (ms: number): number => Math.round(ms * 1000) / 1e6

/** As DevTools' `Performance.getMetrics`: moments in seconds of the browser's own clock. */
function metrics (timeline: Timeline): Record<string, number> {
  const start = monotonicClock(timeline) / 1000
  const { observed, tasks, requests } = timeline
  return {
    navigationStart: seconds(start),
    timestamp: seconds(start + timeline.end),
    domContentLoaded: seconds(start + observed.domContentLoaded),
    firstMeaningfulPaint: seconds(start + observed.firstMeaningfulPaint),
    taskDuration: seconds(totalTaskTime(tasks)),
    documents: requests.filter(({ type }) => type === 'Document').length,
    resources: requests.length,
    layoutCount: tasks.flatMap(({ children }) => children).filter(({ name }) => name === 'Layout').length
  }
}

/** As `performance.timing`. */
function timing (timeline: Timeline): Record<string, number> {
  const { startedAt } = timeline
  const marks = Object.entries(navigationMarks(timeline))
  return {
    navigationStart: Math.round(startedAt),
    ...Object.fromEntries(marks.map(([name, at]) => [name, at === 0 ? 0 : Math.round(startedAt + at)]))
  }
}

const consoleMessages = ({ console, startedAt, url }: Timeline): unknown[] => console.map((message) => ({
  level: message.level,
  source: message.source,
  text: message.text,
  timestamp: startedAt + message.at,
  url: message.url ?? url
}))

/** Flat: the metrics and the score. A load that could not be captured has null for each. */
function performance ({ timeline, metrics: captured }: LastLoad): Record<string, number | null> {
  const { metrics: values, score } = measure(timeline)
  const flat = { ...values, score }
  return captured === undefined ? Object.fromEntries(Object.keys(flat).map((name) => [name, null])) : flat
}

/** `sauce:log {type, options}`. `fullReport`: what `performance.json` has of the load. */
export async function log (commands: SauceCommands, argument: unknown, platform: BrowserPlatform): Promise<unknown> {
  const { type, options, fullReport } = record('log', argument)
  const make = typeof type === 'string' ? logs[type] : undefined
  if (make === undefined) return invalid(`sauce:log: "type" must be one of ${Object.keys(logs).join(', ')}.`)
  const load = await commands.lastLoad()
  if (load === undefined) throw new DriverError('unknown error', 'No page has been loaded yet.')
  const isFull = fullReport === true || (options as { fullReport?: unknown } | undefined)?.fullReport === true
  if (type === 'sauce:performance' && isFull && load.metrics !== undefined) return performanceEntry(load.timeline)
  return make(load, platform)
}
