import { endOf, type Job } from './job.js'

/** The train whose releases pages feel when nothing else is said. */
export const defaultTrain = 'web'

/** Whether text is the URL of a page that a browser could open. */
export const isWebUrl = (text: string): boolean => /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text)

/** Whether a job's page loads are measured: both capabilities are needed (Sauce docs, Performance). */
export const capturesPerformance = ({ recording }: Job): boolean =>
  recording.extendedDebugging && recording.capturePerformance

/**
 * How many of its visits a job made: all of them, unless it never ran, or was stopped on the way. Visits are taken to
 * be spread evenly over its time.
 */
export function visitsMade (job: Job): number {
  const { started, ended } = job.plan
  const end = endOf(job)
  if (started === null || started > end) return 0
  if (ended === null || end >= ended) return job.visits.length
  return Math.ceil(job.visits.length * (end - started) / (ended - started))
}
