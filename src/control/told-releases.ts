import type { Job } from '../facts/job.js'
import { day } from '../kernel/durations.js'
import type { Static } from '../kernel/schema.js'
import { resolveTime } from '../kernel/time.js'
import { releasesUpTo } from '../worlds/base.js'
import { pageCauses } from '../worlds/files/causes.js'
import type { World } from '../worlds/world.js'
import type { ReleaseRef } from './truth.schema.js'

/** A release with its time in ms, and whether page loads feel it. */
export interface ToldRelease { readonly at: number, readonly felt: boolean, readonly body: Static<typeof ReleaseRef> }

/** Those to come that the world file lists, and of what goes on those of the next months; oldest first. */
export function releasesOf ({ base }: World, at: number): ToldRelease[] {
  const { origin } = base
  const told = releasesUpTo(base, at + 90 * day).map(({ train, reaches, version, at: text, causes = [] }) => {
    const at = resolveTime(text, origin)
    const others = reaches === undefined ? {} : { reaches: [...reaches] }
    const body = { train, version, at: new Date(at).toISOString(), causes: [...causes], ...others }
    return { at, felt: pageCauses(causes).length > 0, body }
  })
  return told.sort((a, b) => a.at - b.at)
}

/** Whether page loads of this train feel a release, if it has causes that they can feel. */
export const reaches = ({ body }: ToldRelease, train: string): boolean =>
  body.train === train || body.reaches?.includes(train) === true

/** When a run's page loads begin to feel what is in force, ms. */
export const startOf = ({ plan }: Job): number => plan.started ?? plan.created
