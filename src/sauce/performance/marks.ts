import type { Mark } from '../../facts/facts.js'
import type { Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'

/** What clients said about a run of a series. */
export interface Marks { readonly reset: boolean, readonly discarded: boolean, readonly acknowledged: boolean }

const unmarked: Marks = { reset: false, discarded: false, acknowledged: false }

/** The marks on one page load of a job. A reset concerns all its page loads. */
export function marksOf (world: World, job: Job, orderIndex: number): Marks {
  const marks = world.facts.marks.in('job', job.id)
  if (marks.length === 0) return unmarked
  const has = (kind: Mark['kind'], index: number | null): boolean =>
    marks.some((mark) => mark.kind === kind && mark.orderIndex === index)
  return {
    reset: has('reset', null),
    discarded: has('discard', orderIndex),
    acknowledged: has('acknowledge', orderIndex)
  }
}

export const sameMarks = (a: Marks, b: Marks): boolean =>
  a === b || (a.reset === b.reset && a.discarded === b.discarded && a.acknowledged === b.acknowledged)

/** Marks a page load, or the whole job. Saying it twice changes nothing. `at`: ms since the Unix epoch. */
export function mark (world: World, kind: Mark['kind'], job: Job, orderIndex: number | null, at: number): void {
  const made = { kind, jobId: job.id, orderIndex, at }
  if (!world.facts.marks.has(world.facts.marks.spec.key(made))) world.facts.marks.put(made)
}
