/** A page with nothing left open: what the simulation works on. */
import type { LayoutBlock, LoadingBehaviour, Page, Priority, ResourceKind, ThirdParty } from './page.schema.js'

export interface ResourceGroup {
  readonly type: ResourceKind
  readonly count: number
  readonly size: number
  readonly host: string | null
  readonly latency: number
  readonly loading: LoadingBehaviour
  readonly priority: Priority
  readonly names: readonly string[]
}

/** First-party main-thread work, ms at CPU rate 1. */
export interface MainThreadWork {
  readonly script: number
  readonly styleLayout: number
  readonly paint: number
  /** What the page does when its load event fires. */
  readonly onLoad: number
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
  readonly work: MainThreadWork
  readonly layout: readonly LayoutBlock[]
  readonly layoutShift: number
  readonly rendering: NonNullable<Page['rendering']>
  readonly protocol: NonNullable<Page['protocol']>
  readonly noise: number
  readonly outliers: number
}

/** The name of the host that has a group's files. */
export const hostNameOf = ({ host: own }: PageModel, { host }: ResourceGroup): string => host ?? own

/** Where a page finds a host. */
export const originOf = ({ secure }: PageModel, host: string): string => `${secure ? 'https' : 'http'}://${host}`
