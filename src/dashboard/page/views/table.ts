import type { ComponentType } from 'preact'
import { AppStore } from './app-store/app-store.js'
import { Compare } from './compare/compare.js'
import { Faults } from './faults/faults.js'
import { Job } from './job/job.js'
import { Journal } from './journal/journal.js'
import { Overview } from './overview/overview.js'
import { Series } from './series/series.js'
import { Worlds } from './worlds/worlds.js'

/** A view: what stands at `#/{name}/…`. */
export interface View {
  readonly name: string
  readonly title: string
  /** Whether the head of the page leads there; others are reached from what they are about. */
  readonly isInHead: boolean
  /** Whether all that stands below its name is one view, which keeps what it knows from one address to the next. */
  readonly isOne?: boolean
  readonly component: ComponentType<{ path: readonly string[], query: Readonly<Record<string, string>> }>
}

/** All views; the first one is the page's own. */
export const views: readonly View[] = [
  { name: '', title: 'Overview', isInHead: true, component: Overview },
  { name: 'job', title: 'Job', isInHead: false, component: Job },
  { name: 'compare', title: 'Compare', isInHead: false, component: Compare },
  { name: 'series', title: 'Series', isInHead: true, component: Series },
  { name: 'app-store', title: 'App Store', isInHead: true, component: AppStore },
  { name: 'journal', title: 'Journal', isInHead: true, isOne: true, component: Journal },
  { name: 'faults', title: 'Faults', isInHead: true, component: Faults },
  { name: 'worlds', title: 'Worlds', isInHead: true, component: Worlds }
]
