/** What Sauce Labs' own commands do to a session and its job. */
import { DriverError } from '../../browser/errors.js'
import type { Job } from '../../facts/job.js'
import { capturesPerformance, isUnmeasured } from '../../facts/visits.js'
import type { Interception } from '../../facts/visit-setting.js'
import { uuid } from '../../kernel/ids.js'
import type { Random } from '../../kernel/random.js'
import { metricData } from '../../lab/metrics/metric-data.js'
import type { MetricName } from '../../lab/metrics/names.js'
import type { DeviceSetting, NetworkSetting } from '../../lab/page/conditions.js'
import { Histories } from '../../sauce/performance/histories.js'
import { reportedLoad } from '../../sauce/performance/reported-loads.js'
import type { Assessment } from '../../statistics/series.js'
import { Beside } from '../../worlds/beside.js'
import { ensureBuild } from '../../worlds/build.js'
import { visibilities } from '../../worlds/files/job-spec.js'
import type { JobInfo, LastLoad, Mock, SauceCommands } from '../sauce-commands.js'
import type { LiveSession } from './live-session.js'

const histories = new Beside(() => new Histories())

/** Bytes. */
const customDataLimit = 64 * 1024

/** Interceptions, and mocks, of one session: each of its page loads keeps them. */
const mostRules = 200

const invalid = (text: string): DriverError => new DriverError('invalid argument', `invalid argument: ${text}`)

export class SauceSession implements SauceCommands {
  readonly #session: LiveSession

  constructor (session: LiveSession) { this.#session = session }

  setResult (passed: boolean): void {
    // What a client says later changes no file: what the test says itself is in its job's plan.
    this.#change((job) => ({ passed, plan: { ...job.plan, passed } }))
  }

  setName (name: string): void { this.#change(() => ({ name })) }
  setTags (tags: readonly string[]): void { this.#change(() => ({ tags })) }
  setBuild (build: string): void { this.#change(() => ({ build })) }

  setInfo (info: JobInfo): void {
    const { name, build, tags, passed, public: visibility, 'custom-data': customData } = info
    if (visibility !== undefined && !visibilities.some((known) => known === visibility)) {
      throw invalid(`public must be one of ${visibilities.join(', ')}`)
    }
    if (customData !== undefined && Buffer.byteLength(JSON.stringify(customData)) > customDataLimit) {
      throw invalid('custom-data must not exceed 64 KB')
    }
    this.#change(() => ({
      ...(name === undefined ? {} : { name }),
      ...(build === undefined ? {} : { build }),
      ...(tags === undefined ? {} : { tags }),
      ...(visibility === undefined ? {} : { visibility }),
      ...(customData === undefined ? {} : { customData })
    }))
    if (passed !== undefined) this.setResult(passed)
  }

  context (message: string): void { this.#session.remark = message }
  breakpoint (): void { this.#change(() => ({ breakpointed: true })) }
  setNetwork (on: boolean): void { this.#session.setting.connected = on }
  setLogging (on: boolean): void { this.#session.logging = on }
  setCapturing (on: boolean): void { this.#session.setting.capturing = on }
  /** There is no camera that would see it. */
  injectImage (): void {}
  throttleNetwork (network: NetworkSetting): void { this.#session.setting.network = network }
  throttleCpu (rate: number): void { this.#session.setting.cpuRate = rate }
  emulateDevice (device: DeviceSetting | undefined): void { this.#session.setting.device = device }
  emulateUserAgent (userAgent: string | undefined): void { this.#session.pretend(userAgent) }

  intercept (interception: Interception): void {
    const { setting } = this.#session
    this.#refuseMore(setting.interceptions.length)
    setting.interceptions = [...setting.interceptions, interception]
  }

  addMock (url: string): Mock {
    const { world, jobId, mocks } = this.#session
    this.#refuseMore(mocks.byId.size)
    const id = uuid(world.seed, 'mock', jobId, mocks.made++)
    mocks.byId.set(id, { interception: { url }, calls: [] })
    return { id, url }
  }

  async mockedCalls (id: string): Promise<ReadonlyArray<{ readonly url: string, readonly method: string }>> {
    return this.#mock(id).calls
  }

  answerMock (id: string, answer: Omit<Interception, 'url'>): void {
    const mock = this.#mock(id)
    mock.interception = { ...answer, url: mock.interception.url }
  }

  removeMock (id: string): void {
    this.#mock(id)
    this.#session.mocks.byId.delete(id)
  }

  async lastLoad (): Promise<LastLoad | undefined> {
    const { last, job, time } = this.#session
    if (last === undefined || job === undefined) return undefined
    const { orderIndex, at, timeline } = last
    const isMeasured = capturesPerformance(job) && !isUnmeasured(job, orderIndex) && timeline.error === null
    return {
      orderIndex,
      startedAt: time.origin + at,
      timeline,
      metrics: isMeasured ? metricData(timeline) : undefined
    }
  }

  async assess (name: string, metrics: readonly MetricName[]): Promise<ReadonlyMap<MetricName, Assessment>> {
    const { last, job, world, time } = this.#session
    if (last === undefined || job === undefined) return new Map()
    const named: Job = job.name === name ? job : { ...job, name }
    const load = reportedLoad(world, named, last.orderIndex)
    if (load === undefined || last.timeline.error !== null) return new Map()
    const asking = { world, at: time.heard, caller: { kind: 'all' as const } }
    return await histories.of(world).assess(asking, { job: named, load }, metrics)
  }

  pass (ms: number): void { this.#session.time.pass(ms) }
  random (name: string): Random { return this.#session.random(name) }

  #refuseMore (count: number): void {
    if (count >= mostRules) throw invalid(`there are ${mostRules} of these in the session already`)
  }

  #mock (id: string) {
    const mock = this.#session.mocks.byId.get(id)
    if (mock === undefined) throw invalid(`there is no mock "${id.slice(0, 80)}"`)
    return mock
  }

  #change (changes: (job: Job) => Partial<Job>): void {
    const { job, world, time } = this.#session
    if (job === undefined) return
    const changed = { ...job, ...changes(job), modified: time.heard }
    if (changed.build !== null && changed.build !== job.build) {
      ensureBuild(world, changed.owner, changed.build, time.heard)
    }
    world.facts.jobs.put(changed)
  }
}
