import type { TraceEvent } from '../../../artifacts/trace/event.js'

export const workKinds = ['script', 'layout', 'paint', 'parse', 'collect', 'other'] as const
export type WorkKind = typeof workKinds[number]

/** A piece of a task, ms since navigation start. */
export interface Work { readonly kind: WorkKind, readonly start: number, readonly end: number, readonly url?: string }

/** A task of the main thread, ms since navigation start. */
export interface Task {
  readonly start: number
  readonly end: number
  /** What took most of it. */
  readonly kind: WorkKind
  readonly parts: readonly Work[]
  readonly url?: string
}

/** A picture of the page, from `at` (ms since navigation start) on. */
export interface Frame { readonly at: number, readonly picture: string }

export interface Trace { readonly traceEvents: readonly TraceEvent[] }

const kindOfEvent: Readonly<Record<string, WorkKind>> = {
  EvaluateScript: 'script',
  FunctionCall: 'script',
  'v8.compile': 'script',
  RunMicrotasks: 'script',
  TimerFire: 'script',
  EventDispatch: 'script',
  FireIdleCallback: 'script',
  FireAnimationFrame: 'script',
  MinorGC: 'collect',
  MajorGC: 'collect',
  ParseHTML: 'parse',
  ParseAuthorStyleSheet: 'parse',
  UpdateLayoutTree: 'layout',
  Layout: 'layout',
  UpdateLayerTree: 'paint',
  Paint: 'paint',
  CompositeLayers: 'paint'
}

/** A task longer than this keeps customers waiting, ms (Lighthouse's and the browsers' limit). */
export const longTask = 50

export const isLong = ({ start, end }: Pick<Task, 'start' | 'end'>): boolean => end - start > longTask

const byTime = (a: TraceEvent, b: TraceEvent): number => a.ts - b.ts
const dataOf = ({ args }: TraceEvent): Record<string, unknown> =>
  (args['data'] ?? args['beginData'] ?? {}) as Record<string, unknown>

function workOf (event: TraceEvent, since: (ts: number) => number): Work {
  const { url } = dataOf(event)
  const place = typeof url === 'string' ? { url } : {}
  const kind = kindOfEvent[event.name] ?? 'other'
  return { kind, start: since(event.ts), end: since(event.ts + (event.dur ?? 0)), ...place }
}

/** How long each kind took, ms. */
export function workByKind (parts: Iterable<Work>): Map<WorkKind, number> {
  const sums = new Map<WorkKind, number>()
  for (const { kind, start, end } of parts) sums.set(kind, (sums.get(kind) ?? 0) + end - start)
  return sums
}

function taskOf (start: number, end: number, parts: readonly Work[]): Task {
  const longest = [...workByKind(parts)].sort(([, a], [, b]) => b - a)[0]
  const url = parts.find(({ url }) => url !== undefined)?.url
  return { start, end, kind: longest?.[0] ?? 'other', parts, ...(url === undefined ? {} : { url }) }
}

/** What stands in no other event of the same task. */
function outermost (events: readonly TraceEvent[]): TraceEvent[] {
  let until = -Infinity
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < until) return false
    until = ts + dur
    return true
  })
}

interface Recording { readonly tasks: readonly Task[], readonly frames: readonly Frame[] }

/** The main thread's tasks and the pictures of a page load. */
export function readTrace ({ traceEvents }: Trace): Recording {
  const start = traceEvents.find(({ name }) => name === 'navigationStart')
  if (start === undefined) return { tasks: [], frames: [] }
  const since = (ts: number): number => (ts - start.ts) / 1000
  const isMain = ({ pid, tid, ph }: TraceEvent): boolean => ph === 'X' && pid === start.pid && tid === start.tid
  const main = traceEvents.filter(isMain).sort(byTime)
  const inner = main.filter(({ name }) => name !== 'RunTask')
  let next = 0
  const tasks = main.filter(({ name }) => name === 'RunTask').map(({ ts, dur = 0 }) => {
    while ((inner[next]?.ts ?? Infinity) < ts) next += 1
    const first = next
    while ((inner[next]?.ts ?? Infinity) < ts + dur) next += 1
    const parts = outermost(inner.slice(first, next)).map((event) => workOf(event, since))
    return taskOf(since(ts), since(ts + dur), parts)
  })
  return { tasks, frames: framesOf(traceEvents, since) }
}

const framesOf = (events: readonly TraceEvent[], since: (ts: number) => number): Frame[] =>
  events
    .filter(({ name, args }) => name === 'Screenshot' && typeof args['snapshot'] === 'string')
    .sort(byTime)
    .map(({ ts, args }) => ({ at: since(ts), picture: `data:image/jpeg;base64,${String(args['snapshot'])}` }))
