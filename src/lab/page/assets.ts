/** What a page consists of while certain releases are in force: all that is the same in every load of it. */
import { remembered } from '../../kernel/memo.js'
import { Drawing, wireSize } from './drawing.js'
import type { PageModel } from './model.js'
import { plannedRequest, type PlannedRequest } from './planned-request.js'
import { effectOf, type Effect } from './releases.js'
import { addedTo, documentRequest, groupOf, workPerByte, type Group } from './resource-requests.js'
import { thirdPartyRequests, type NextPlaces, type ThirdPartyRequests } from './third-party-requests.js'

/** Latencies, work and hosts' distances are those of a load without noise. */
export interface PageAssets {
  readonly document: PlannedRequest
  /** They follow the document; those that releases added come last. */
  readonly resources: readonly PlannedRequest[]
  /** Their scripts follow the resources, in this order, and their beacons follow all scripts. */
  readonly thirdParties: readonly ThirdPartyRequests[]
  /** Place of the last image that is asked for with the document; later ones wait for the first layout. */
  readonly lastEager: number
  /** How many answers share the work of handling them. */
  readonly answers: number
}

/** Images that are asked for with the document; the others wait for the first layout (`loading=lazy`). */
const eagerImages = 6

function lastEagerOf ({ rendering }: PageModel, resources: readonly PlannedRequest[]): number {
  if (rendering === 'client') return -1
  const images = resources.filter(({ type, stage }) => type === 'Image' && stage === 'early')
  return images.at(eagerImages - 1)?.place ?? Infinity
}

/** A page as it was before any release, and what it was made of. */
interface Original extends PageAssets {
  readonly drawing: Drawing
  readonly groups: readonly Group[]
}

const original = remembered((page: PageModel): Original => {
  const drawing = new Drawing(page)
  const scriptWork = workPerByte(page)
  const document = documentRequest(drawing)
  let files = 1
  const groups = page.resources.map((declared, index) => {
    const first = files
    files += declared.count
    return groupOf(drawing, declared, index, first, scriptWork)
  })
  const scripts = page.thirdParties.reduce((sum, party) => sum + party.scripts, 0)
  const next: NextPlaces = { script: files, beacon: files + scripts }
  const thirdParties = page.thirdParties.map((party) => thirdPartyRequests(drawing, party, next))
  const resources = groups.flatMap(({ requests }) => requests)
  const answers = resources.filter(({ type }) => type === 'XHR').length
  return { drawing, groups, document, resources, thirdParties, answers, lastEager: lastEagerOf(page, resources) }
})

/** The page as its author declared it: no release has touched it. */
export const originalAssets = (page: PageModel): PageAssets => original(page)

/** A request as releases made it. */
function under ({ size, latency, work }: Effect, planned: PlannedRequest): PlannedRequest {
  const { kind, type, stage, headersSize } = planned
  if (kind === null) return planned
  const resourceSize = Math.round(planned.resourceSize * size[kind])
  return plannedRequest({
    ...planned,
    resourceSize,
    transferSize: wireSize(type, resourceSize, headersSize),
    latency: planned.latency * latency[kind],
    // More of somebody else's script need not do more: its work is declared by itself.
    work: planned.work * work * (stage === 'tag' ? 1 : size[kind])
  })
}

function drawUp (page: PageModel, effect: Effect): PageAssets {
  const before = original(page)
  if (effect === effectOf()) return before
  const changed = (planned: PlannedRequest): PlannedRequest => under(effect, planned)
  const counts = before.groups.map(({ declared: { type, count } }) => Math.round(count * effect.requests[type]))
  const kept = before.groups.flatMap(({ requests }, index) => requests.slice(0, counts[index]))
  const added = before.groups.flatMap((group, index) => addedTo(before.drawing, group, counts[index] ?? 0))
  const shift = kept.length + added.length - before.resources.length
  const beacon = (planned: PlannedRequest): PlannedRequest =>
    planned.sender === null ? planned : plannedRequest({ ...planned, sender: planned.sender + shift })
  const { lastEager, answers } = before
  return {
    lastEager,
    answers,
    document: changed(before.document),
    resources: [...kept, ...added].map(changed),
    thirdParties: before.thirdParties.map((party) =>
      ({ ...party, scripts: party.scripts.map(changed), beacons: party.beacons.map(beacon) }))
  }
}

const assetsByEffect = remembered((page: PageModel) => remembered((effect: Effect) => drawUp(page, effect)))

/** The assets of a page, drawn up once for each effect: a test's runs load the same page over and over. */
export const assetsOf = (page: PageModel, effect: Effect): PageAssets => assetsByEffect(page)(effect)
