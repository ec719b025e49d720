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
    this.#measured ??= measure(this.timeline)
    return this.#measured
  }

  get tasks (): readonly AttributedTask[] {
    this.#tasks ??= attributedTasks(this.timeline)
    return this.#tasks
  }

  get origins (): Origins {
    this.#origins ??= originsOf(this.timeline.requests)
    return this.#origins
  }

  /** What waited for what. */
  get graph (): GraphNode<Fetch> {
    this.#graph ??= dependencyGraph(this.timeline)
    return this.#graph
  }

  /** Simulates loads over a line like the one that was there. */
  get simulate (): Simulate {
    this.#simulate ??= simulator(this.#line(), this.origins.byOrigin)
    return this.#simulate
  }

  /** The load as it was, simulated. */
  get simulated (): Simulated {
    this.#simulated ??= this.simulate(this.graph)
    return this.#simulated
  }

  /** What the files that were loaded contain. */
  get content (): PageContent {
    this.#content ??= pageContent(this.timeline)
    return this.#content
  }

  get frames (): readonly FilmstripFrame[] {
    this.#frames ??= filmstrip(this.timeline.visual)
    return this.#frames
  }

  #line (): { rtt: number, throughput: number } {
    const observed = throughput(this.timeline.requests)
    return { rtt: this.origins.rtt, throughput: observed > 0 ? observed : Infinity }
  }
}
