/** The requests of a page's document and of its own resources. */
import { stream, type Random } from '../../kernel/random.js'
import { wireSize, type Drawing } from './drawing.js'
import { fileName, media, typeOf, wordFor } from './media.js'
import { hostNameOf, originOf, type PageModel, type ResourceGroup } from './model.js'
import { plannedRequest, type PlannedRequest } from './planned-request.js'
import { fileStream, isShared, sharedWeights } from './site-assets.js'

export function documentRequest (drawing: Drawing): PlannedRequest {
  const { page: { url, document } } = drawing
  const headersSize = 880
  return plannedRequest({
    place: 0,
    added: false,
    kind: 'document',
    type: 'Document',
    stage: 'document',
    url,
    host: drawing.host(null),
    method: 'GET',
    priority: 'VeryHigh',
    resourceSize: document.size,
    headersSize,
    transferSize: wireSize('Document', document.size, headersSize),
    encoding: 'gzip',
    latency: document.latency,
    position: 0,
    work: 0,
    failure: null,
    intercepted: null,
    timer: null,
    sender: null
  })
}

/** First-party script work per byte of script, ms: a release that grows scripts grows their work. */
export function workPerByte (page: PageModel): number {
  const bytes = page.resources.reduce((sum, { type, count, size }) => type === 'script' ? sum + count * size : sum, 0)
  return bytes === 0 ? 0 : 0.85 * page.work.script / bytes
}

/** What the files of a group have in common. */
interface Family {
  readonly declared: ResourceGroup
  /** Which of the page's groups it is. */
  readonly index: number
  /** Bytes of a file of weight 1. */
  readonly unit: number
  /** ms per byte of script. */
  readonly scriptWork: number
}

/** A group of resources as the page has it before any release. */
export interface Group extends Family {
  readonly requests: readonly PlannedRequest[]
}

/** The page's `index`th group; `first` is the place of its first request, `scriptWork` is ms per byte of script. */
export function groupOf (
  drawing: Drawing, declared: ResourceGroup, index: number, first: number, scriptWork: number
): Group {
  const { page } = drawing
  const own = stream(page.seed, 'page-assets', page.url, index)
  const weights = isShared(declared)
    ? sharedWeights(page, declared, drawing.named(typeOf[declared.type]))
    : Array.from({ length: declared.count }, () => own.logNormal(1, 0.5))
  const unit = declared.size * declared.count / weights.reduce((sum, weight) => sum + weight, 0)
  const family = { declared, index, unit, scriptWork }
  const drawn = weights.map((weight, i) => {
    const nth = drawing.nextOf(typeOf[declared.type])
    return { place: first + i, added: false, ...file(drawing, family, own, { weight, i, nth }) }
  })
  // A document mentions its files in their order.
  const positions = drawn.map(({ position }) => position).sort((a, b) => a - b)
  const requests = drawn.map((request, i) => plannedRequest({ ...request, position: positions[i] ?? 0 }))
  return { ...family, requests }
}

/**
 * Requests that a release adds to a group, so that it has `count`. They have draws of their own and stand beside those
 * that are there: what was on the page stays as it was.
 */
export function addedTo (drawing: Drawing, group: Group, count: number): PlannedRequest[] {
  const { page } = drawing
  const { declared, index, requests } = group
  const own = stream(page.seed, 'page-assets', page.url, index, 'added')
  const named = drawing.named(typeOf[declared.type])
  const added: PlannedRequest[] = []
  for (let i = requests.length; i < count; i++) {
    // From the last on: what is new on a page is seldom what it begins with.
    const neighbour = requests.at(-1 - (i % requests.length))
    if (neighbour === undefined) break
    const { place, position } = neighbour
    // Whatever other groups add: the name is this one's alone.
    const nth = named + (i - requests.length) * page.resources.length + index
    const drawn = file(drawing, group, own, { weight: own.logNormal(1, 0.5), i, nth })
    added.push(plannedRequest({ place, added: true, ...drawn, position }))
  }
  return added
}

/** Which of its group's files it is, and which of its type on the page. */
interface Nth { readonly weight: number, readonly i: number, readonly nth: number }

function file (
  drawing: Drawing, { declared, unit, scriptWork }: Family, own: Random, { weight, i, nth }: Nth
): Omit<PlannedRequest, 'place' | 'added'> {
  const { type: kind, host, names, loading, latency, priority } = declared
  const type = typeOf[kind]
  const medium = media[type]
  const folder = medium.folder === '' ? '' : `${medium.folder}/`
  const resourceSize = Math.round(weight * unit)
  const word = names[i] ?? wordFor(medium, nth)
  const content = fileStream(drawing.page, declared, word, resourceSize)
  const name = names[i] ?? fileName(medium, word, content.hex(8))
  const headersSize = content.int(260, 620)
  const slowness = own.logNormal(1, 0.3)
  const position = loading === 'blocking' ? own.between(0.02, 0.1) : own.between(0.1, 0.95)
  return {
    kind,
    type,
    stage: loading,
    url: `${originOf(drawing.page, hostNameOf(drawing.page, declared))}/${folder}${name}`,
    host: drawing.host(host),
    method: 'GET',
    priority,
    resourceSize,
    headersSize,
    transferSize: wireSize(type, resourceSize, headersSize),
    encoding: medium.compression < 1 ? 'gzip' : null,
    latency: latency * slowness,
    position,
    work: type === 'Script' ? resourceSize * scriptWork : 0,
    failure: null,
    intercepted: null,
    timer: null,
    sender: null
  }
}
