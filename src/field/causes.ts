/** What an app's releases do to its customers' metrics: their causes, and the joint effect of these. */
import { Factors } from '../kernel/factors.js'

/**
 * One thing that a release changes for an app's customers. `factor` multiplies the metric of that key, and null takes
 * back all earlier changes to it. `by` names what else feels the change (a server, shared code): such changes are taken
 * back by themselves, and the app's own apart from them.
 */
export interface FieldCause { readonly metric: string, readonly factor: number | null, readonly by?: string }

/**
 * The effect of releases, oldest first: by metric key, the factor by which it differs from how it was before the first
 * of them. A metric that they left alone, or that was repaired since, is not in it.
 */
export function jointEffect (releases: ReadonlyArray<readonly FieldCause[]>): ReadonlyMap<string, number> {
  const factors = new Factors()
  for (const { metric, factor, by = '' } of releases.flat()) factors.apply(metric, by, factor)
  return new Map(factors.changed())
}
