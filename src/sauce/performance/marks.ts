import type { Mark } from '../../facts/facts.js'
import type { Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'

/** What clients said about a run of a series. */
export interface Marks {
  readonly reset: boolean
  readonly discarded: boolean
  /** The place of its acknowledgement among all marks of the world; undefined if there was none. */
  readonly acknowledged: number | undefined
}

const unmarked: Marks = { reset: false, discarded: false, acknowledged: undefined }

/** The marks on one page load of a job. A reset concerns all its page loads. */
export function marksOf (world: World, job: Job, orderIndex: number): Marks {
  const marks = world.facts.marks.in('job', job.id)
  if (marks.length === 0) return unmarked
  const find = (kind: Mark['kind'], index: number | null): Mark | undefined =>
    marks.find((mark) => mark.kind === kind && mark.orderIndex === index)
  return {
    reset: find('reset', null) !== undefined,
    discarded: find('discard', orderIndex) !== undefined,
    acknowledged: find('acknowledge', orderIndex)?.order
  }
}

export const sameMarks = (a: Marks, b: Marks): boolean =>
  a === b || (a.reset === b.reset && a.discarded === b.discarded && a.acknowledged === b.acknowledged)

/**
 * Marks a page load, or the whole job. Saying it twice changes nothing, but that of acknowledgements the last one
 * counts. `at`: ms since the Unix epoch.
 */
export function mark (world: World, kind: Mark['kind'], job: Job, orderIndex: number | null, at: number): void {
  const { marks } = world.facts
  let last = 0
  for (const { order } of marks.values()) last = Math.max(last, order)
  const made = { kind, jobId: job.id, orderIndex, at, order: last + 1 }
  const known = marks.get(marks.spec.key(made))
  if (known === undefined || (kind === 'acknowledge' && known.order < last)) marks.put(made)
}
