/** What a page load feels: the causes of its train's releases, and those of its own run. */
import type { Regression } from '../facts/job.js'
import { remembered } from '../kernel/memo.js'
import { causesInForce } from '../lab/page/releases.js'
import type { Cause, Release } from '../lab/page/release.schema.js'
import { pageCauses } from './files/causes.js'

/** The causes of a regression, after any others: the same list each time, so that its effect is worked out once. */
const after = remembered((regression: Extract<Regression, { causes: unknown }>) => {
  const own = pageCauses(regression.causes)
  return remembered((others: readonly Cause[]): readonly Cause[] => [...others, ...own])
})

/** The causes that pages feel at the moment `at` (ms since the Unix epoch), oldest first. */
export function causesFelt (
  releases: readonly Release[], train: string, at: number, regression: Regression | undefined
): readonly Cause[] {
  const released = causesInForce(releases, train, at)
  return regression !== undefined && 'causes' in regression ? after(regression)(released) : released
}
