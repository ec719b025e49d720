import type { Job } from '../../facts/job.js'
import { mayReadDetails, type Viewer } from '../access.js'

/**
 * The job as the caller may see it. To others than its owner's team `public restricted` shows the results page: what
 * ran where, when, and how it ended. What people wrote to the job, and what it used of theirs, is metadata (Sauce docs,
 * Update a Job: "Logs and other metadata is hidden from unauthorized viewers").
 */
export const shownTo = (viewer: Viewer, job: Job): Job => mayReadDetails(viewer, job) ? job : withoutMetadata(job)

/** What strangers see of a job of restricted visibility. */
export const withoutMetadata = (job: Job): Job =>
  ({ ...job, customData: null, tags: [], build: null, tunnel: null, pinned: null })
