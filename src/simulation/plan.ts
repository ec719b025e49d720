/** Draws up what one load will ask for: every resource of the page, after releases, with the load's own noise. */
import { stream, type Random } from '../kernel/random.js'
import type { Chances } from './chances.js'
import { createHost, type Host } from './hosts.js'
import type { PageModel, ResourceGroup } from './page-model.js'
import type { ResourceKind } from './page.schema.js'
import { media, type Planned } from './planned.js'
import { planTags } from './plan-tags.js'
import type { Effect } from './releases.js'
import type { ResourceType } from './timeline.js'

export interface LoadPlan {
  readonly hosts: readonly Host[]
  /** The document first; then first-party resources, third parties' scripts, their beacons. */
  readonly resources: readonly Planned[]
}

const typeOf: Readonly<Record<ResourceKind, ResourceType>> = {
  stylesheet: 'Stylesheet', script: 'Script', image: 'Image', font: 'Font', xhr: 'XHR', media: 'Media', other: 'Other'
}

/** What the parts of a plan share while it is drawn up. */
export interface Planning {
  readonly seed: number | string
  readonly page: PageModel
  readonly effect: Effect
  readonly chances: Chances
  readonly random: Random
  /** How many resources of each type have a name. */
  readonly named: Record<ResourceType, number>
  /** Index of a host, made known on first use. */
  host (name: string | null): number
}

/** Bytes of a response's headers plus its body as transferred. */
export const wireSize = (type: ResourceType, size: number, headers: number): number =>
  headers + Math.round(size * media[type].compression)

function planGroup (planning: Planning, group: ResourceGroup, index: number, scriptWork: number, planned: Planned[]): void {
  const { seed, page, effect, chances, random } = planning
  const own = stream(seed, 'page-assets', page.url, index)
  const count = Math.round(group.count * effect.requests[group.type])
  if (count === 0) return
  const type = typeOf[group.type]
  const medium = media[type]
  const host = planning.host(group.host)
  const prefix = `${page.secure ? 'https' : 'http'}://${group.host ?? page.host}/${medium.folder}${medium.folder === '' ? '' : '/'}`
  const build = own.hex(8)
  const weights = Array.from({ length: count }, () => own.logNormal(1, 0.5))
  const unit = group.size * effect.size[group.type] * count / weights.reduce((sum, weight) => sum + weight, 0)
  for (let i = 0; i < count; i++) {
    const resourceSize = Math.round(weights[i]! * unit)
    const headersSize = own.int(260, 620)
    const slowness = own.logNormal(1, 0.3)
    const position = group.loading === 'blocking' ? own.between(0.02, 0.1) : own.between(0.1, 0.95)
    const nth = planning.named[type]++
    const round = Math.floor(nth / medium.names.length)
    const word = `${medium.names[nth % medium.names.length]!}${round === 0 ? '' : `-${round + 1}`}`
    const file = group.names[i] ?? (medium.extension === '' ? word : `${word}.${build}.${medium.extension}`)
    planned.push({
      type,
      stage: group.loading,
      url: prefix + file,
      host,
      method: 'GET',
      priority: group.priority,
      resourceSize,
      headersSize,
      transferSize: wireSize(type, resourceSize, headersSize),
      encoding: medium.compression < 1 ? 'gzip' : null,
      latency: group.latency * effect.latency[group.type] * slowness * chances.server ** 0.3 * Math.exp(random.normal(0, 0.2 * page.noise)),
      position,
      work: type === 'Script' ? resourceSize * scriptWork * Math.exp(random.normal(0, 0.05 * page.noise)) : 0,
      failure: null,
      sender: null
    })
  }
}

/** First-party script work per byte of script before any release: a release that grows scripts grows their work. */
function workPerByte (page: PageModel, effect: Effect): number {
  const bytes = page.resources.reduce((sum, group) => group.type === 'script' ? sum + group.count * group.size : sum, 0)
  return bytes === 0 ? 0 : 0.85 * page.work.script * effect.work / bytes
}

export function planLoad (seed: number | string, page: PageModel, effect: Effect, chances: Chances, random: Random): LoadPlan {
  const hosts: Host[] = []
  const known = new Map<string, number>()
  const host = (name: string | null): number => {
    const key = name ?? page.host
    const index = known.get(key)
    if (index !== undefined) return index
    known.set(key, hosts.length)
    hosts.push(createHost(seed, key, page.secure, page.protocol, random, page.noise))
    return hosts.length - 1
  }
  const named = { Document: 0, Stylesheet: 0, Script: 0, Image: 0, Font: 0, XHR: 0, Media: 0, Other: 0 }
  const planning: Planning = { seed, page, effect, chances, random, named, host }
  const size = Math.round(page.document.size * effect.size.document)
  const headersSize = 880
  const planned: Planned[] = [{
    type: 'Document',
    stage: 'document',
    url: page.url,
    host: host(null),
    method: 'GET',
    priority: 'VeryHigh',
    resourceSize: size,
    headersSize,
    transferSize: wireSize('Document', size, headersSize),
    encoding: 'gzip',
    latency: page.document.latency * effect.latency.document * chances.server,
    position: 0,
    work: 0,
    failure: null,
    sender: null
  }]
  const scriptWork = workPerByte(page, effect)
  page.resources.forEach((group, index) => { planGroup(planning, group, index, scriptWork, planned) })
  planTags(planning, planned)
  return { hosts, resources: planned }
}
