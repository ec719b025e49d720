/** Which requests a fitted load has: as many of each type, and as large, as wanted. */
import type { Pins } from './pins.schema.js'
import { media } from '../page/media.js'
import type { NetworkRequest, Priority, ResourceType } from '../timeline.js'
import { PinConflict } from './conflict.js'

type Request = NetworkRequest
const priorities: Readonly<Record<ResourceType, Priority>> = {
  Document: 'VeryHigh', Stylesheet: 'VeryHigh', Script: 'Low', Image: 'Low', Font: 'VeryHigh', XHR: 'High', Media: 'Low', Other: 'VeryLow'
}

/** Splits `total` into whole parts in proportion to `weights`; the largest part takes what rounding leaves over. */
export function apportion (total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = weights.map((weight) => Math.floor(whole > 0 ? total * weight / whole : total / weights.length))
  const largest = parts.indexOf(Math.max(...parts))
  if (largest >= 0) parts[largest]! += total - parts.reduce((sum, part) => sum + part, 0)
  return parts
}

/** Another request like `model`, on its connection, right after it. */
function another (model: Request, type: ResourceType, number: number, failed: boolean): Request {
  const { dns, connect, ssl, ...rest } = model.phases
  const { mime, extension, folder } = media[type]
  const file = `${failed ? 'ping' : type.toLowerCase()}-${number}${extension === '' || failed ? '' : `.${extension}`}`
  return {
    ...model,
    id: `2000.${number}`,
    url: `${model.origin}/${failed || folder === '' ? '' : `${folder}/`}${file}`,
    type,
    mimeType: failed ? 'text/plain' : mime,
    priority: priorities[type],
    status: failed ? 0 : 200,
    statusText: failed ? '' : 'OK',
    failed,
    errorText: failed ? 'net::ERR_ABORTED' : null,
    initiator: model.initiator.request === null ? { type: 'parser', request: 0, url: model.url } : model.initiator,
    connectionReused: true,
    renderBlocking: false,
    start: model.start + dns + connect + number * 2.3,
    phases: { ...rest, dns: 0, connect: 0, ssl: 0 },
    resourceSize: failed ? 0 : model.resourceSize,
    transferSize: failed ? 0 : model.transferSize
  }
}

/** How many responses of each type there are to be, and how many requests without one. */
function wantedCounts (requests: readonly Request[], { requestTypes = {}, diagnostics = {} }: Pins): { counts: Map<ResourceType, number>, failed: Map<ResourceType, number> } {
  const counts = new Map<ResourceType, number>()
  const failed = new Map<ResourceType, number>()
  for (const { type, failed: lost } of requests) {
    const map = lost ? failed : counts
    map.set(type, (map.get(type) ?? 0) + 1)
  }
  const fixed = new Set<ResourceType>(['Document'])
  for (const [type, total] of Object.entries(requestTypes) as Array<[ResourceType, { count: number } | undefined]>) {
    if (total === undefined) continue
    if (type === 'Document' && total.count === 0) throw new PinConflict(['requestTypes.Document'], 'a page load has a document')
    counts.set(type, total.count)
    fixed.add(type)
  }
  for (const [name, type] of [['numScripts', 'Script'], ['numStylesheets', 'Stylesheet'], ['numFonts', 'Font']] as const) {
    const wanted = diagnostics[name]
    if (wanted === undefined) continue
    if (fixed.has(type)) {
      const lost = wanted - counts.get(type)!
      if (lost < 0) throw new PinConflict([name, `requestTypes.${type}`], `${wanted} is less than ${counts.get(type)}`)
      failed.set(type, lost)
    } else {
      failed.set(type, Math.min(wanted, failed.get(type) ?? 0))
      counts.set(type, wanted - failed.get(type)!)
    }
    fixed.add(type)
  }
  if (diagnostics.numRequests !== undefined) settleTotal(diagnostics.numRequests, counts, failed, fixed)
  return { counts, failed }
}

/** Brings the number of requests to `wanted` through the types nobody pinned, else through requests without a response. */
function settleTotal (wanted: number, counts: Map<ResourceType, number>, failed: Map<ResourceType, number>, fixed: ReadonlySet<ResourceType>): void {
  const sum = (map: Map<ResourceType, number>): number => [...map.values()].reduce((total, count) => total + count, 0)
  let missing = wanted - sum(counts) - sum(failed)
  for (const type of ['Image', 'Other', 'XHR', 'Media', 'Script', 'Font', 'Stylesheet'] as const) {
    if (missing === 0) break
    if (fixed.has(type)) continue
    const change = Math.max(-(counts.get(type) ?? 0), missing)
    counts.set(type, (counts.get(type) ?? 0) + change)
    missing -= change
  }
  for (const type of ['Other', 'Image', 'XHR', 'Media'] as const) {
    if (missing === 0) break
    if (missing > 0 && type !== 'Other') continue
    const change = Math.max(-(failed.get(type) ?? 0), missing)
    failed.set(type, (failed.get(type) ?? 0) + change)
    missing -= change
  }
  if (missing !== 0) throw new PinConflict(['numRequests', 'requestTypes'], `${wanted} requests are fewer than those of the pinned types`)
}

/** The natural requests, thinned out or added to, with the wanted decoded sizes. The document stays first. */
export function fitList (natural: readonly Request[], pins: Pins): Request[] {
  const { counts, failed } = wantedCounts(natural, pins)
  const list: Request[] = []
  let number = 0
  const take = (type: ResourceType, lost: boolean, wanted: number): Request[] => {
    const own = natural.filter((request) => request.type === type && request.failed === lost).slice(0, wanted)
    const model = own.at(-1) ?? natural.find((request) => request.type === (type === 'Media' ? 'Image' : 'Script') && !request.failed) ?? natural[0]!
    while (own.length < wanted) own.push(another(model, type, ++number, lost))
    return own
  }
  for (const [type, wanted] of counts) {
    const own = take(type, false, wanted)
    const size = pins.requestTypes?.[type]?.size
    const sizes = size === undefined ? undefined : apportion(size, own.map(({ resourceSize }) => resourceSize))
    if (size !== undefined && size > 0 && own.length === 0) throw new PinConflict([`requestTypes.${type}`], `no request has ${size} bytes`)
    own.forEach((request, i) => list.push(sizes === undefined ? request : { ...request, resourceSize: sizes[i]! }))
  }
  for (const [type, wanted] of failed) list.push(...take(type, true, wanted))
  return list
}
