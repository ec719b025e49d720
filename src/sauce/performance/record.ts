import { Invalid } from '../../kernel/errors.js'
import type { Job } from '../../facts/job.js'
import { inVendorsOrder } from '../../lab/metrics/names.js'
import { onDeclaredPages, pagesIn } from '../../worlds/declared-pages.js'
import { makeJob } from '../../worlds/files/make-job.js'
import { browserUrl, isWebUrl } from '../../facts/visits.js'
import { pageOf } from '../../worlds/page-loads.js'
import type { World } from '../../worlds/world.js'
import { knownMetrics } from './parameters.js'
import type { RecordedLoad } from './performance.schema.js'
import { reportedLoad, type JobLoad } from './reported-loads.js'

/** A page by its name in the world, by its URL, or any other page with an http(s) URL. @throws Invalid */
function visitOf (world: World, page: string): string {
  return Object.hasOwn(pagesIn(world), page) ? page : webUrl(page)
}

function webUrl (text: string): string {
  const url = browserUrl(text)
  if (!isWebUrl(url) || url.length > 2048) {
    const given = text.slice(0, 80)
    throw new Invalid(`page_url: "${given}" is neither an http(s) URL nor a page of this world.`, 'page_url')
  }
  return url
}

/**
 * Runs a simulated test of a page: a job that made this one load and ends at this moment. It is named as the vendor's
 * own samples are, so tests of one URL form a series.
 */
export function runTest (world: World, owner: string, page: string, at: number): JobLoad {
  const visit = visitOf(world, page)
  const number = world.nextNumber('performance-test')
  const spec = {
    name: `Performance test for ${pageOf(world, visit).url}`,
    created: 'now-PT30S',
    pages: [visit],
    record: { extendedDebugging: true, capturePerformance: true }
  }
  const frame = { epoch: world.base.origin.epoch, start: at }
  const job = makeJob(spec, { seed: world.seed, frame, owner, origin: 'performance-test', number })
  return loadOf(world, world.facts.jobs.put(onDeclaredPages(world, job)), 0)
}

/**
 * Keeps a page load that the caller measured with its job; one recorded before under the same index is replaced.
 * @throws Invalid
 */
export function recordLoad (world: World, job: Job, recorded: RecordedLoad): JobLoad {
  const { page_url: page, order_index: asked, metric_data: data } = recorded
  if (page === undefined || page === '') throw new Invalid('page_url is a required parameter.', 'page_url')
  const url = webUrl(page)
  knownMetrics(Object.keys(data))
  if ((data.score ?? 0) > 1) throw new Invalid('metric_data: score must not exceed 1.', 'metric_data')
  const orderIndex = asked ?? nextIndex(world, job)
  const others = job.measured.filter((each) => each.orderIndex !== orderIndex)
  const measured = [...others, { orderIndex, url, metrics: inOrder(data) }]
  return loadOf(world, world.facts.jobs.put({ ...job, measured }), orderIndex)
}

const inOrder = (data: RecordedLoad['metric_data']): RecordedLoad['metric_data'] =>
  Object.fromEntries(Object.entries(data).sort(([a], [b]) => inVendorsOrder(a, b)))

function nextIndex (world: World, job: Job): number {
  let index = 0
  while (reportedLoad(world, job, index) !== undefined) index++
  return index
}

function loadOf (world: World, job: Job, orderIndex: number): JobLoad {
  const load = reportedLoad(world, job, orderIndex)
  if (load === undefined) throw new Error(`job ${job.id} was just given page load ${orderIndex} and does not have it`)
  return { job, load }
}
