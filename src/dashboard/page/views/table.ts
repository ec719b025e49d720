import { lazy, type Draw } from './lazy.js'
import { Overview } from './overview/overview.js'

/** A view: what stands at `#/{name}/…`. */
export interface View {
  readonly name: string
  readonly title: string
  /** Whether the head of the page leads there; others are reached from what they are about. */
  readonly isInHead: boolean
  /** Whether all that stands below its name is one view, which keeps what it knows from one address to the next. */
  readonly isOne?: boolean
  readonly component: Draw
}

/** All views; the first one is the page's own. */
export const views: readonly View[] = [
  { name: '', title: 'Overview', isInHead: true, component: Overview },
  { name: 'job', title: 'Job', isInHead: false, component: lazy(async () => (await import('./job/job.js')).Job) },
  {
    name: 'compare', title: 'Compare', isInHead: false,
    component: lazy(async () => (await import('./compare/compare.js')).Compare)
  },
  {
    name: 'series', title: 'Series', isInHead: true,
    component: lazy(async () => (await import('./series/series.js')).Series)
  },
  {
    name: 'app-store', title: 'App Store', isInHead: true,
    component: lazy(async () => (await import('./app-store/app-store.js')).AppStore)
  },
  {
    name: 'journal', title: 'Journal', isInHead: true, isOne: true,
    component: lazy(async () => (await import('./journal/journal.js')).Journal)
  },
  {
    name: 'faults', title: 'Faults', isInHead: true,
    component: lazy(async () => (await import('./faults/faults.js')).Faults)
  },
  {
    name: 'worlds', title: 'Worlds', isInHead: true,
    component: lazy(async () => (await import('./worlds/worlds.js')).Worlds)
  }
]
