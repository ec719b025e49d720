import type { MetricsItem } from '../../../sauce/performance/performance.schema.js'
import { look } from '../wire/ask.js'
import type { Run } from './series.js'

type Items = { readonly items: readonly MetricsItem[] }

const runOf = ({ job_id: job, job_creation_time: at, metric_data: metrics }: MetricsItem): Run =>
  ({ job, at: Date.parse(at), metrics })

/** The runs up to a job, oldest first. */
async function runsUpTo (account: string, job: string, load: number): Promise<Run[]> {
  const query = { order_index: load, limit: 1000 }
  const { items } = await look<Items>(account, `v2/performance/metrics/${job}/history/`, query)
  return items.map(runOf).reverse()
}

/**
 * All runs of the series that a measured page load belongs to, oldest first. A history ends with the job that is asked
 * about, so the newest run of the same test is asked. @throws Refusal
 */
export async function readRuns (account: string, item: MetricsItem): Promise<Run[]> {
  const { job_id: job, order_index: load, page_url: page, job_name_hash: hash } = item
  const query = { page_url: page, metric_names: 'score', limit: 500 }
  const { items } = await look<Items>(account, 'v2/performance/metrics', query)
  const newest = items.find((other) => other.job_name_hash === hash && other.order_index === load)
  const runs = await runsUpTo(account, newest?.job_id ?? job, load)
  // A test on several platforms has a history for each.
  return runs.some((run) => run.job === job) ? runs : await runsUpTo(account, job, load)
}
