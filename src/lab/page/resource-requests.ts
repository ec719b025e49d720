/** The requests of a page's document and of its own resources. */
import { stream } from '../../kernel/random.js'
import { wireSize, type Drawing } from './drawing.js'
import { fileName, media, typeOf } from './media.js'
import { originOf, type PageModel, type ResourceGroup } from './model.js'
import type { PlannedRequest } from './planned-request.js'
import type { Effect } from './releases.js'

export function documentRequest (drawing: Drawing): PlannedRequest {
  const { page: { url, document }, effect } = drawing
  const resourceSize = Math.round(document.size * effect.size.document)
  const headersSize = 880
  return {
    type: 'Document',
    stage: 'document',
    url,
    host: drawing.host(null),
    method: 'GET',
    priority: 'VeryHigh',
    resourceSize,
    headersSize,
    transferSize: wireSize('Document', resourceSize, headersSize),
    encoding: 'gzip',
    latency: document.latency * effect.latency.document,
    position: 0,
    work: 0,
    failure: null,
    sender: null
  }
}

/**
 * First-party script work per byte of script before any release, ms: a release that grows scripts grows their work.
 */
export function workPerByte (page: PageModel, effect: Effect): number {
  const bytes = page.resources.reduce((sum, { type, count, size }) => type === 'script' ? sum + count * size : sum, 0)
  return bytes === 0 ? 0 : 0.85 * page.work.script * effect.work / bytes
}

/** The requests of the page's `index`th group of resources; `scriptWork` is ms per byte of script. */
export function groupRequests (
  drawing: Drawing, group: ResourceGroup, index: number, scriptWork: number
): PlannedRequest[] {
  const { page, effect } = drawing
  const own = stream(page.seed, 'page-assets', page.url, index)
  const count = Math.round(group.count * effect.requests[group.type])
  if (count === 0) return []
  const type = typeOf[group.type]
  const medium = media[type]
  const host = drawing.host(group.host)
  const folder = medium.folder === '' ? '' : `${medium.folder}/`
  const prefix = `${originOf(page, group.host ?? page.host)}/${folder}`
  const build = own.hex(8)
  const weights = Array.from({ length: count }, () => own.logNormal(1, 0.5))
  const unit = group.size * effect.size[group.type] * count / weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight, i): PlannedRequest => {
    const resourceSize = Math.round(weight * unit)
    const headersSize = own.int(260, 620)
    const slowness = own.logNormal(1, 0.3)
    const position = group.loading === 'blocking' ? own.between(0.02, 0.1) : own.between(0.1, 0.95)
    const nth = drawing.nextOf(type)
    return {
      type,
      stage: group.loading,
      url: prefix + (group.names[i] ?? fileName(medium, nth, build)),
      host,
      method: 'GET',
      priority: group.priority,
      resourceSize,
      headersSize,
      transferSize: wireSize(type, resourceSize, headersSize),
      encoding: medium.compression < 1 ? 'gzip' : null,
      latency: group.latency * effect.latency[group.type] * slowness,
      position,
      work: type === 'Script' ? resourceSize * scriptWork : 0,
      failure: null,
      sender: null
    }
  })
}
