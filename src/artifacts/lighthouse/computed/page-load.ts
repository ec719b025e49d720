/** A page load as audits look at it: the timeline, and what several of them ask of it, worked out once. */
import { measure, type Measurement } from '../../../lab/metrics/measure.js'
import { throughput } from '../../../lab/metrics/network-analysis.js'
import type { Timeline } from '../../../lab/timeline.js'
import { filmstrip, type FilmstripFrame } from '../../picture/filmstrip.js'
import { pageContent, type PageContent } from '../content/page-content.js'
import { dependencyGraph } from '../lantern/graph.js'
import type { Fetch, GraphNode } from '../lantern/node.js'
import { simulator, type Simulate, type Simulated } from '../lantern/simulate.js'
import { attributedTasks, type AttributedTask } from './attributed-tasks.js'
import { originsOf, type Origins } from './origins.js'

export class PageLoad {
  #measured: Measurement | undefined
  #tasks: readonly AttributedTask[] | undefined
  #origins: Origins | undefined
  #graph: GraphNode<Fetch> | undefined
  #simulate: Simulate | undefined
  #simulated: Simulated | undefined
  #content: PageContent | undefined
  #frames: readonly FilmstripFrame[] | undefined

  constructor (readonly timeline: Timeline) {}

  get measured (): Measurement {
    return this.#measured ??= measure(this.timeline)
  }

  get tasks (): readonly AttributedTask[] {
    return this.#tasks ??= attributedTasks(this.timeline)
  }

  get origins (): Origins {
    return this.#origins ??= originsOf(this.timeline.requests)
  }

  /** What waited for what. */
  get graph (): GraphNode<Fetch> {
    return this.#graph ??= dependencyGraph(this.timeline)
  }

  /** Simulates loads over a line like the one that was there. */
  get simulate (): Simulate {
    return this.#simulate ??= simulator(this.#line(), this.origins.byOrigin)
  }

  /** The load as it was, simulated. */
  get simulated (): Simulated {
    return this.#simulated ??= this.simulate(this.graph)
  }

  /** What the files that were loaded contain. */
  get content (): PageContent {
    return this.#content ??= pageContent(this.timeline)
  }

  get frames (): readonly FilmstripFrame[] {
    return this.#frames ??= filmstrip(this.timeline.visual)
  }

  #line (): { rtt: number, throughput: number } {
    const observed = throughput(this.timeline.requests)
    return { rtt: this.origins.rtt, throughput: observed > 0 ? observed : Infinity }
  }
}
