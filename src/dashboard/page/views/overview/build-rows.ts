import type { Answer } from '../../../../control/operations.js'

export type Build = Answer<'listBuilds'>['builds'][number]
export type PlannedJob = Build['jobs'][number]

/** So many such pages are kept current. */
const mostPages = 4

/** The pages that are wanted, the latest last; the first one is always there. */
export function wantedPages (wanted: readonly number[], more: number): number[] {
  const others = [...wanted.filter((page) => page !== more), more].filter((page) => page !== 0)
  return [0, ...others.slice(1 - mostPages)]
}

/** Which part of a running job's plan has passed, 0 … 1; undefined where its end is not known. */
export function shareDone ({ started, ended }: Pick<PlannedJob, 'started' | 'ended'>, now: number): number | undefined {
  if (started === null || ended === null) return undefined
  const [start, end] = [Date.parse(started), Date.parse(ended)]
  if (end <= start) return 1
  return Math.min(1, Math.max(0, (now - start) / (end - start)))
}
