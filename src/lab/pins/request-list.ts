/** Which requests a fitted load has: as many of each type, and as large, as wanted. */
import { mainDocument } from '../main-document.js'
import { media } from '../page/media.js'
import type { NetworkRequest, Priority, ResourceType } from '../timeline.js'
import { PinConflict } from './conflict.js'
import type { Pins } from './pins.schema.js'
import { wantedCounts } from './request-counts.js'
import { sum } from './sum.js'

type Request = NetworkRequest

const priorities: Readonly<Record<ResourceType, Priority>> = {
  Document: 'VeryHigh',
  Stylesheet: 'VeryHigh',
  Script: 'Low',
  Image: 'Low',
  Font: 'VeryHigh',
  XHR: 'High',
  Media: 'Low',
  Other: 'VeryLow'
}

/** Splits `total` into whole parts in proportion to weights; the largest part takes what rounding leaves over. */
export function apportion<T> (total: number, among: readonly T[], weightOf: (each: T) => number): Array<[T, number]> {
  const whole = sum(among.map(weightOf))
  const shares = among.map((each): [T, number] =>
    [each, Math.floor(whole > 0 ? total * weightOf(each) / whole : total / among.length)])
  const parts = shares.map(([, part]) => part)
  const largest = shares[parts.indexOf(Math.max(...parts))]
  if (largest !== undefined) largest[1] += total - sum(parts)
  return shares
}

/** Another request like `model`, on its connection, right after it. */
function another (model: Request, type: ResourceType, number: number): Request {
  const { dns, connect, ssl, ...rest } = model.phases
  const { mime, extension, folder } = media[type]
  const path = folder === '' ? '' : `${folder}/`
  const ending = extension === '' ? '' : `.${extension}`
  return {
    ...model,
    id: `2000.${number}`,
    url: `${model.origin}/${path}${type.toLowerCase()}-${number}${ending}`,
    type,
    mimeType: mime,
    priority: priorities[type],
    status: 200,
    statusText: 'OK',
    failed: false,
    errorText: null,
    initiator: model.initiator.request === null ? { type: 'parser', request: 0, url: model.url } : model.initiator,
    connectionReused: true,
    renderBlocking: false,
    start: model.start + dns + connect + number * 2.3,
    phases: { ...rest, dns: 0, connect: 0, ssl: 0 }
  }
}

/** The same, but no answer arrives. */
const anotherLost = (model: Request, type: ResourceType, number: number): Request => ({
  ...another(model, type, number),
  url: `${model.origin}/ping-${number}`,
  mimeType: 'text/plain',
  status: 0,
  statusText: '',
  failed: true,
  errorText: 'net::ERR_ABORTED',
  resourceSize: 0,
  transferSize: 0
})

/** The natural requests, thinned out or added to, with the wanted decoded sizes. The document stays first. */
export function fitList (natural: readonly Request[], pins: Pins): Request[] {
  const { answered, lost } = wantedCounts(natural, pins)
  const list: Request[] = []
  let number = 0
  for (const [type, wanted] of answered) {
    const own = natural.filter((request) => request.type === type && !request.failed).slice(0, wanted)
    const model = own.at(-1) ?? modelFor(type, natural)
    while (own.length < wanted) own.push(another(model, type, ++number))
    list.push(...withSizes(own, type, pins.requestTypes?.[type]?.size))
  }
  for (const [type, wanted] of lost) {
    const own = natural.filter((request) => request.type === type && request.failed).slice(0, wanted)
    const model = own.at(-1) ?? modelFor(type, natural)
    while (own.length < wanted) own.push(anotherLost(model, type, ++number))
    list.push(...own)
  }
  return list
}

/**
 * The request that those of a type resemble of which there is none: large files are like pictures, others like scripts.
 */
const modelFor = (type: ResourceType, natural: readonly Request[]): Request =>
  natural.find((request) => request.type === (type === 'Media' ? 'Image' : 'Script') && !request.failed) ??
    mainDocument(natural)

/** Requests of one type whose decoded bodies have the wanted size together. */
function withSizes (requests: readonly Request[], type: ResourceType, size: number | undefined): readonly Request[] {
  if (size === undefined) return requests
  if (size > 0 && requests.length === 0) {
    throw new PinConflict([`requestTypes.${type}`], `no request has ${size} bytes`)
  }
  return apportion(size, requests, ({ resourceSize }) => resourceSize)
    .map(([request, resourceSize]) => ({ ...request, resourceSize }))
}
