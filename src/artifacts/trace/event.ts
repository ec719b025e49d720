/** Chrome's trace event format: what the parts of a trace share. */
import type { Timeline } from '../../lab/timeline.js'
import { monotonicClock } from '../resource-timing.js'

/** Times in µs on the browser's monotonic clock. */
export interface TraceEvent {
  name: string
  cat: string
  /** Phase: M metadata, I instant, R mark, X complete, O object snapshot. */
  ph: 'M' | 'I' | 'R' | 'X' | 'O'
  pid: number
  tid: number
  ts: number
  dur?: number
  id?: string
  s?: 't' | 'p'
  args: Record<string, unknown>
}

export const browser = { pid: 4120, tid: 4124 } as const
export const renderer = { pid: 5832, tid: 5836 } as const
export const compositor = { pid: 5832, tid: 5844 } as const

/** Turns ms since navigation start into the trace's clock. */
export type Clock = (ms: number) => number

export function clockOf (timeline: Timeline): Clock {
  const origin = monotonicClock(timeline)
  return (ms) => origin + Math.round(ms * 1000)
}

type Args = TraceEvent['args']
type Thread = Pick<TraceEvent, 'pid' | 'tid'>

export const instant = (name: string, cat: string, ts: number, args: Args, thread: Thread = renderer): TraceEvent =>
  ({ name, cat, ph: 'I', s: 't', ...thread, ts, args })

export const mark = (name: string, ts: number, args: Args): TraceEvent =>
  ({ name, cat: 'blink.user_timing', ph: 'R', ...renderer, ts, args })
