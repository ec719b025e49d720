import { Invalid } from '../../kernel/errors.js'
import type { Job } from '../../facts/job.js'
import { makeJob } from '../../worlds/files/make-job.js'
import { isWebUrl } from '../../facts/visits.js'
import type { World } from '../../worlds/world.js'
import { browserUrl, loadAt, pageOf, type Load } from '../page-loads.js'
import { knownMetrics } from './parameters.js'
import type { RecordedLoad } from './performance.schema.js'

/** A page by its name in the world, by its URL, or any other page with an http(s) URL. Throws Invalid. */
function visitOf (world: World, page: string): string {
  const pages = world.file.pages ?? {}
  if (Object.hasOwn(pages, page)) return page
  const url = webUrl(page)
  return Object.keys(pages).find((name) => browserUrl(pages[name]!.url) === url) ?? url
}

function webUrl (text: string): string {
  const url = browserUrl(text)
  if (!isWebUrl(url) || url.length > 2048) throw new Invalid(`page_url: "${text.slice(0, 80)}" is neither an http(s) URL nor a page of this world.`, 'page_url')
  return url
}

/**
 * Runs a simulated test of a page: a job that made this one load and ends at this moment. It is named as the vendor's own
 * samples are, so tests of one URL form a series.
 */
export function runTest (world: World, owner: string, page: string, at: number): Job {
  const visit = visitOf(world, page)
  const number = world.nextNumber('performance-test')
  return world.facts.jobs.put(makeJob({
    name: `Performance test for ${pageOf(world, visit).url}`,
    created: 'now-PT30S',
    pages: [visit],
    record: { extendedDebugging: true, capturePerformance: true }
  }, { seed: world.seed, frame: { epoch: world.base.origin.epoch, start: at }, owner, origin: 'performance-test', number }))
}

/** Keeps a page load that the caller measured with its job; one recorded before under the same index is replaced. Throws Invalid. */
export async function recordLoad (world: World, job: Job, { page_url: page, order_index: asked, metric_data: data }: RecordedLoad): Promise<{ job: Job, load: Load }> {
  if (page === undefined || page === '') throw new Invalid('page_url is a required parameter.', 'page_url')
  const url = webUrl(page)
  knownMetrics(Object.keys(data))
  if ((data.score ?? 0) > 1) throw new Invalid('metric_data: score must not exceed 1.', 'metric_data')
  const current = world.facts.jobs.get(job.id) ?? job
  const orderIndex = asked ?? nextIndex(world, current)
  const measured = [...current.measured.filter((each) => each.orderIndex !== orderIndex), { orderIndex, url, metrics: { ...data } }]
  const changed = world.facts.jobs.put({ ...current, measured })
  return { job: changed, load: loadAt(world, changed, orderIndex)! }
}

function nextIndex (world: World, job: Job): number {
  let index = 0
  while (loadAt(world, job, index) !== undefined) index++
  return index
}
