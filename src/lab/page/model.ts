/** A page with nothing left open: what the simulation works on. */
import type { LayoutBlock, Page, ResourceKind, Resources, ThirdParty } from './page.schema.js'
import type { Priority } from '../timeline.js'

export type Loading = NonNullable<Resources['loading']>

export interface ResourceGroup {
  readonly type: ResourceKind
  readonly count: number
  readonly size: number
  readonly host: string | null
  readonly latency: number
  readonly loading: Loading
  readonly priority: Priority
  readonly names: readonly string[]
}

export interface PageModel {
  /** Names the streams of what is the same in every load. */
  readonly seed: number | string
  readonly url: string
  readonly title: string
  readonly host: string
  readonly secure: boolean
  readonly document: { readonly size: number, readonly latency: number }
  readonly resources: readonly ResourceGroup[]
  readonly thirdParties: ReadonlyArray<Required<ThirdParty>>
  readonly work: { readonly script: number, readonly styleLayout: number, readonly paint: number, readonly onLoad: number }
  readonly layout: readonly LayoutBlock[]
  readonly layoutShift: number
  readonly rendering: NonNullable<Page['rendering']>
  readonly protocol: NonNullable<Page['protocol']>
  readonly noise: number
  readonly outliers: number
}

interface Usual { size: number, latency: number, loading: Loading, priority: Priority }

/** Medians of what pages carry, and Chrome's priorities. */
const usual: Readonly<Record<ResourceKind, Usual>> = {
  stylesheet: { size: 40_000, latency: 18, loading: 'blocking', priority: 'VeryHigh' },
  script: { size: 90_000, latency: 20, loading: 'deferred', priority: 'Low' },
  image: { size: 45_000, latency: 22, loading: 'early', priority: 'Low' },
  font: { size: 24_000, latency: 18, loading: 'early', priority: 'VeryHigh' },
  xhr: { size: 6000, latency: 110, loading: 'early', priority: 'High' },
  media: { size: 600_000, latency: 30, loading: 'early', priority: 'Low' },
  other: { size: 2400, latency: 25, loading: 'early', priority: 'VeryLow' }
}

export function defaultResource (group: Resources): ResourceGroup {
  const { type } = group
  const of = usual[type]
  const loading = group.loading ?? of.loading
  return {
    type,
    count: group.count,
    size: group.size ?? of.size,
    host: group.host ?? null,
    latency: group.latency ?? of.latency,
    loading,
    priority: group.priority ?? (type === 'script' && loading === 'blocking' ? 'High' : of.priority),
    names: group.names ?? []
  }
}

export const defaultThirdParty = (party: ThirdParty): Required<ThirdParty> => ({
  host: party.host,
  scripts: party.scripts ?? 1,
  size: party.size ?? 40_000,
  latency: party.latency ?? 80,
  work: party.work ?? 25,
  beacons: party.beacons ?? 1,
  failureRate: party.failureRate ?? 0.008
})
