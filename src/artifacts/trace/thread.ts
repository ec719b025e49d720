/** The main thread: top-level tasks and the typed work inside them. */
import type { TaskChild, Timeline } from '../../lab/timeline.js'
import { renderer, type Clock, type TraceEvent } from './event.js'

const complete = (name: string, cat: string, ts: number, end: number, args: Record<string, unknown>): TraceEvent =>
  ({ name, cat, ph: 'X', ...renderer, ts, dur: end - ts, args })

/** Arguments that readers ask for, by the event's name. */
function argumentsOf ({ name, url }: TaskChild, frame: string): Record<string, unknown> {
  switch (name) {
    case 'ParseHTML': return { beginData: { frame, startLine: 0, url: url ?? '' } }
    case 'ParseAuthorStyleSheet': return { data: { styleSheetUrl: url ?? '' } }
    case 'EvaluateScript':
    case 'v8.compile':
    case 'FunctionCall':
      return { data: { frame, ...(url === undefined ? {} : { url }), lineNumber: 1, columnNumber: 1 } }
    case 'UpdateLayoutTree': return { beginData: { frame }, elementCount: 1 }
    case 'Layout':
      return {
        beginData: { frame, dirtyObjects: 1, totalObjects: 1, partialLayout: false },
        endData: { layoutRoots: [] }
      }
    default: return { data: { frame } }
  }
}

/** A task stands before its children; both are in whole µs, and no child leaves its task. */
export function threadEvents ({ tasks, ids }: Timeline, clock: Clock): TraceEvent[] {
  return tasks.flatMap(({ start, duration, children }) => {
    const ts = clock(start)
    const end = ts + Math.round(duration * 1000)
    return [
      complete('RunTask', 'disabled-by-default-devtools.timeline,toplevel', ts, end, {}),
      ...children.map((child) => {
        const from = Math.min(clock(child.start), end)
        const until = Math.min(from + Math.round(child.duration * 1000), end)
        return complete(child.name, 'devtools.timeline', from, until, argumentsOf(child, ids.frameId))
      })
    ]
  })
}
