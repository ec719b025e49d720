import type { MetricsItem } from '../../../sauce/performance/performance.schema.js'
import { look, lookAtPackedJson, Refusal } from '../wire/ask.js'
import type { JobBody } from '../../../sauce/jobs/jobs.schema.js'
import { isTooOld } from './age.js'
import type { Har } from './har.js'
import { assemble, loadNames, type LoadName, type PageLoad, type Report } from './page-load.js'
import type { Trace } from './trace.js'

/** A job, and by whose account it may be seen. */
export interface FoundJob { readonly job: JobBody, readonly account: string }

/**
 * A job by its id, whoever of the world's users it belongs to: the one that is asked first comes first. Null if nobody
 * has it. @throws Refusal
 */
export async function findJob (id: string, accounts: readonly string[]): Promise<FoundJob | null> {
  for (const account of accounts) {
    const { jobs } = await look<{ jobs: JobBody[] }>(account, 'rest/v1.1/jobs', { id, full: true })
    const [job] = jobs
    if (job !== undefined) return { job, account }
  }
  return null
}

/** Names of a job's files: aliases and the screenshots beside each other, as the vendor lists them. */
export type AssetList = Readonly<Record<string, string | readonly string[] | null>>

/** What a job left behind, and what was measured of its page loads. */
export interface JobFiles {
  readonly names: readonly string[]
  readonly screenshots: readonly string[]
  readonly har: Har | undefined
  readonly items: readonly MetricsItem[]
  readonly loads: readonly LoadName[]
  /** Files are kept for a while, and a client may delete them. */
  readonly areGone: boolean
  /** Loader ids of the page loads whose trace and report were kept: what a client measured elsewhere has none. */
  readonly captured: readonly string[]
}

export const isOver = ({ status }: Pick<JobBody, 'status'>): boolean => status === 'complete' || status === 'error'

/** What is measured is found by the job's own second: that asks for nothing that might not be there. */
async function measuredOf ({ job, account }: FoundJob): Promise<MetricsItem[]> {
  const second = `${new Date(job.creation_time * 1000).toISOString().slice(0, 19)}Z`
  const query = { start_date: second, end_date: second, limit: 500 }
  const { items } = await look<{ items: MetricsItem[] }>(account, 'v2/performance/metrics', query)
  return items.filter(({ job_id: id }) => id === job.id).sort((a, b) => a.order_index - b.order_index)
}

/** A client may have uploaded a file by any name. */
export const filePath = (job: string, name: string): string => `rest/v1/jobs/${job}/${encodeURIComponent(name)}`

async function listOf ({ job, account }: FoundJob): Promise<AssetList | undefined> {
  return await look<AssetList>(account, `rest/v1/jobs/${job.id}/assets`).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 404) return undefined
    throw error
  })
}

/** Reads what a job that is over left. `now` is the world's, ms since the Unix epoch. @throws Refusal */
export async function readFiles (found: FoundJob, now: number): Promise<JobFiles> {
  const { job, account } = found
  const [list, items] = await Promise.all([isTooOld(job, now) ? undefined : listOf(found), measuredOf(found)])
  const { screenshots, ...others } = list ?? {}
  const names = [...new Set(Object.values(others).filter((name) => typeof name === 'string'))].sort()
  const ifThere = async <T>(name: string): Promise<T | undefined> =>
    names.includes(name) ? await look<T>(account, filePath(job.id, name)) : undefined
  const [har, performance] = await Promise.all([
    ifThere<Har>('network.har'),
    ifThere<ReadonlyArray<{ loaderId: string }>>('performance.json')
  ])
  const pictures = Array.isArray(screenshots) ? screenshots as string[] : []
  const captured = (performance ?? []).map(({ loaderId }) => loaderId)
  const loads = loadNames({ har, items })
  return { names, screenshots: pictures, har, items, loads, captured, areGone: list === undefined }
}

/** Puts a page load of a job together. @throws Refusal */
export async function readLoad ({ job, account }: FoundJob, files: JobFiles, name: LoadName): Promise<PageLoad> {
  const packed = async <T>(file: string): Promise<T> => await lookAtPackedJson<T>(account, filePath(job.id, file))
  const { har, items, captured } = files
  const { loaderId } = name
  if (loaderId === undefined || !captured.includes(loaderId)) return assemble(name, { har, items })
  const [trace, report] = await Promise.all([
    packed<Trace>(`_tracelog_${loaderId}.json.gz`),
    packed<Report>(`_lhr_${loaderId}.json.gz`)
  ])
  return assemble(name, { har, items, trace, report })
}
