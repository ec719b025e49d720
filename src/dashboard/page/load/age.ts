import type { JobBody } from '../../../sauce/jobs/jobs.schema.js'

/** For how long the vendor keeps files after the end of a job, ms. */
const keptFor = 30 * 24 * 60 * 60 * 1000

/** Whether the files of a job went by themselves: they are not asked for then. `now` in ms since the Unix epoch. */
export const isTooOld = ({ end_time: end }: Pick<JobBody, 'end_time'>, now: number): boolean =>
  end !== null && now >= end * 1000 + keptFor
