/** What a page consists of while certain releases are in force: all that is the same in every load of it. */
import { stream, type Random } from '../../kernel/random.js'
import { hostOf, type Host } from './hosts.js'
import type { PageModel, ResourceGroup } from './model.js'
import type { ResourceKind } from './page.schema.js'
import { media, type Planned } from './planned-request.js'
import type { Effect } from './releases.js'
import type { ResourceType } from '../timeline.js'

/** A third party's scripts, and the beacons that the first of them sends. */
export interface PartyAssets {
  /** Index into the hosts. */
  readonly host: number
  readonly failureRate: number
  readonly scripts: readonly Planned[]
  readonly beacons: readonly Planned[]
}

/** Latencies, work and hosts' distances are those of a load without noise. */
export interface PageAssets {
  /** In the order in which the resources first need them. */
  readonly hosts: readonly Host[]
  /** The document first. */
  readonly resources: readonly Planned[]
  readonly thirdParties: readonly PartyAssets[]
  /** The resources, all third parties' scripts, then all their beacons, which say by index who sends them. */
  readonly all: readonly Planned[]
}

const typeOf: Readonly<Record<ResourceKind, ResourceType>> = {
  stylesheet: 'Stylesheet', script: 'Script', image: 'Image', font: 'Font', xhr: 'XHR', media: 'Media', other: 'Other'
}

/** What the parts are made of while a page's assets are drawn up. */
interface Drawing {
  readonly page: PageModel
  readonly effect: Effect
  /** How many resources of each type have a name. */
  readonly named: Record<ResourceType, number>
  /** Index of a host, made known on first use. */
  host (name: string | null): number
}

/** Bytes of a response's headers plus its body as transferred. */
const wireSize = (type: ResourceType, size: number, headers: number): number =>
  headers + Math.round(size * media[type].compression)

function groupAssets ({ page, effect, named, host }: Drawing, group: ResourceGroup, index: number, scriptWork: number): Planned[] {
  const own = stream(page.seed, 'page-assets', page.url, index)
  const count = Math.round(group.count * effect.requests[group.type])
  if (count === 0) return []
  const type = typeOf[group.type]
  const medium = media[type]
  const at = host(group.host)
  const prefix = `${page.secure ? 'https' : 'http'}://${group.host ?? page.host}/${medium.folder}${medium.folder === '' ? '' : '/'}`
  const build = own.hex(8)
  const weights = Array.from({ length: count }, () => own.logNormal(1, 0.5))
  const unit = group.size * effect.size[group.type] * count / weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight, i): Planned => {
    const resourceSize = Math.round(weight * unit)
    const headersSize = own.int(260, 620)
    const slowness = own.logNormal(1, 0.3)
    const position = group.loading === 'blocking' ? own.between(0.02, 0.1) : own.between(0.1, 0.95)
    const nth = named[type]++
    const round = Math.floor(nth / medium.names.length)
    const word = `${medium.names[nth % medium.names.length]!}${round === 0 ? '' : `-${round + 1}`}`
    const file = group.names[i] ?? (medium.extension === '' ? word : `${word}.${build}.${medium.extension}`)
    return {
      type,
      stage: group.loading,
      url: prefix + file,
      host: at,
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

/** A beacon: a pixel, or data that is posted. */
function beacon (own: Random, root: string, host: number, latency: number): Planned {
  const post = own.chance(0.4)
  const size = post ? 0 : own.int(35, 80)
  const headers = own.int(220, 480)
  return {
    type: post ? 'XHR' : 'Image',
    stage: 'beacon',
    url: `${root}/${post ? 'collect' : 'pixel.gif'}?v=1&cid=${own.hex(8)}`,
    host,
    method: post ? 'POST' : 'GET',
    priority: post ? 'High' : 'Low',
    resourceSize: size,
    headersSize: headers,
    transferSize: headers + size,
    encoding: null,
    latency: latency * 0.6,
    position: 1,
    work: 0,
    failure: null,
    sender: null
  }
}

function partyAssets ({ page, effect, host }: Drawing, party: PageModel['thirdParties'][number]): PartyAssets {
  const own = stream(page.seed, 'third-party', page.url, party.host)
  const at = host(party.host)
  const root = `${page.secure ? 'https' : 'http'}://${party.host}`
  const scripts: Planned[] = []
  const beacons: Planned[] = []
  for (let i = 0; i < party.scripts; i++) {
    const resourceSize = Math.round(party.size * own.logNormal(1, 0.2) * effect.size.script)
    const headersSize = own.int(320, 700)
    scripts.push({
      type: 'Script',
      stage: 'tag',
      url: `${root}/${i === 0 ? 'tag' : `module-${i}`}.js?id=${own.hex(10).toUpperCase()}`,
      host: at,
      method: 'GET',
      priority: 'Low',
      resourceSize,
      headersSize,
      transferSize: wireSize('Script', resourceSize, headersSize),
      encoding: 'gzip',
      latency: party.latency * own.logNormal(1, 0.2) * effect.latency.script,
      position: 1,
      work: party.work / party.scripts * effect.work,
      failure: null,
      sender: null
    })
    if (i === 0) for (let k = 0; k < party.beacons; k++) beacons.push(beacon(own, root, at, party.latency))
  }
  return { host: at, failureRate: party.failureRate, scripts, beacons }
}

/** First-party script work per byte of script before any release: a release that grows scripts grows their work. */
function workPerByte (page: PageModel, effect: Effect): number {
  const bytes = page.resources.reduce((sum, group) => group.type === 'script' ? sum + group.count * group.size : sum, 0)
  return bytes === 0 ? 0 : 0.85 * page.work.script * effect.work / bytes
}

function drawUp (page: PageModel, effect: Effect): PageAssets {
  const names: string[] = []
  const drawing: Drawing = {
    page,
    effect,
    named: { Document: 0, Stylesheet: 0, Script: 0, Image: 0, Font: 0, XHR: 0, Media: 0, Other: 0 },
    host: (name) => {
      const known = names.indexOf(name ?? page.host)
      return known < 0 ? names.push(name ?? page.host) - 1 : known
    }
  }
  const size = Math.round(page.document.size * effect.size.document)
  const headersSize = 880
  const document: Planned = {
    type: 'Document',
    stage: 'document',
    url: page.url,
    host: drawing.host(null),
    method: 'GET',
    priority: 'VeryHigh',
    resourceSize: size,
    headersSize,
    transferSize: wireSize('Document', size, headersSize),
    encoding: 'gzip',
    latency: page.document.latency * effect.latency.document,
    position: 0,
    work: 0,
    failure: null,
    sender: null
  }
  const scriptWork = workPerByte(page, effect)
  const resources = [document, ...page.resources.flatMap((group, index) => groupAssets(drawing, group, index, scriptWork))]
  const thirdParties = page.thirdParties.map((party) => partyAssets(drawing, party))
  const all = [...resources, ...thirdParties.flatMap(({ scripts }) => scripts)]
  all.push(...thirdParties.flatMap(({ scripts, beacons }) => beacons.map((each) => ({ ...each, sender: all.indexOf(scripts[0]!) }))))
  return { hosts: names.map((name) => hostOf(page.seed, name, page.secure, page.protocol)), resources, thirdParties, all }
}

const drawn = new WeakMap<PageModel, WeakMap<Effect, PageAssets>>()

/** The assets of a page, drawn up once for each effect: a test's runs load the same page over and over. */
export function assetsOf (page: PageModel, effect: Effect): PageAssets {
  let byEffect = drawn.get(page)
  if (byEffect === undefined) drawn.set(page, byEffect = new WeakMap())
  let assets = byEffect.get(effect)
  if (assets === undefined) byEffect.set(effect, assets = drawUp(page, effect))
  return assets
}
