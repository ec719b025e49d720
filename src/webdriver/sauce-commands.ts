/**
 * What commands of Sauce Labs (`sauce:…` as a script, `/sauce/ondemand/…` as an endpoint) do to a session and its
 * job. Whoever reads those commands calls this; the session does it. What cannot be done throws a `DriverError`.
 */
import type { DeviceSetting, NetworkSetting } from '../lab/page/conditions.js'
import type { MetricData, MetricName } from '../lab/metrics/names.js'
import type { Timeline } from '../lab/timeline.js'
import type { Random } from '../kernel/random.js'
import type { Assessment } from '../statistics/series.js'
import type { Interception } from '../facts/visit-setting.js'

/** What `sauce:job-info` can say at once; what is left out stays as it is. */
export interface JobInfo {
  readonly name?: string
  readonly build?: string
  readonly tags?: readonly string[]
  readonly passed?: boolean
  /** The visibility: public, public restricted, share, team, private. */
  readonly public?: string
  readonly 'custom-data'?: Readonly<Record<string, unknown>>
}

/** The page load of the last navigation. */
export interface LastLoad {
  /** Its place among the job's page loads, from 0. */
  readonly orderIndex: number
  /** When it began by the session's timeline, ms since the Unix epoch; as `performance.timeOrigin`. */
  readonly startedAt: number
  readonly timeline: Timeline
  /** What was measured; undefined where the browser is not measured, capturing was off, or no page was loaded. */
  readonly metrics: MetricData | undefined
}

/** A mocked address: what the browser gets from there is the mock's. */
export interface Mock {
  readonly id: string
  readonly url: string
}

export interface SauceCommands {
  /** `sauce:job-result=` */
  setResult (passed: boolean): void
  /** `sauce:job-name=` */
  setName (name: string): void
  /** `sauce:job-tags=a,b`: replaces the job's tags. */
  setTags (tags: readonly string[]): void
  /** `sauce:job-build=` */
  setBuild (name: string): void
  /** `sauce:job-info={…}` */
  setInfo (info: JobInfo): void
  /** `sauce:context=`: an info line in log.json. */
  context (message: string): void
  /** `sauce: break`: the job is marked as stopped at a breakpoint; the session goes on. */
  breakpoint (): void
  /** `sauce: stop network`, `sauce: start network`: whether the machine has a network. */
  setNetwork (on: boolean): void
  /** `sauce: disable log`, `sauce: enable log`: whether what follows is in log.json. */
  setLogging (on: boolean): void
  /** `sauce:performanceEnable`, `sauce:performanceDisable`: whether the loads that follow are measured. */
  setCapturing (on: boolean): void
  /** `sauce:throttleNetwork`: under which the loads that follow are made. */
  throttleNetwork (network: NetworkSetting): void
  /** `sauce:throttleCPU`: how many times slower the processor is for the loads that follow; 1 or 0: not at all. */
  throttleCpu (rate: number): void
  /** Of DevTools' `Emulation.setDeviceMetricsOverride`; undefined: the platform's own screen again. */
  emulateDevice (device: DeviceSetting | undefined): void
  /** Of DevTools' `Emulation.setUserAgentOverride`; undefined: the browser's own again. */
  emulateUserAgent (userAgent: string | undefined): void
  /** `sauce:intercept`: holds for the loads that follow. */
  intercept (interception: Interception): void
  /** POST `mock`; the mock answers as the address does until it is told what to answer. */
  addMock (url: string): Mock
  /** GET `mock/{id}`: the calls of its address by the loads since it was there. DriverError if there is none. */
  mockedCalls (id: string): Promise<ReadonlyArray<{ readonly url: string, readonly method: string }>>
  /** POST `mock/{id}`: what it answers from now on. DriverError if there is none. */
  answerMock (id: string, answer: Omit<Interception, 'url'>): void
  /** DELETE `mock/{id}`. DriverError if there is none. */
  removeMock (id: string): void
  /** The page load of the last navigation; undefined before the first. */
  lastLoad (): Promise<LastLoad | undefined>
  /**
   * What the runs of the test of that name (a page load of the same place, address and platform) up to this one say of
   * it, by metric, as GET /v2/performance/metrics/{id}/assert/ has it. Empty where nothing was measured.
   */
  assess (name: string, metrics: readonly MetricName[]): Promise<ReadonlyMap<MetricName, Assessment>>
  /** Lets so much time pass on the session's timeline, ms, as a command that takes long does. */
  pass (ms: number): void
  /** A stream of the session's own, by name. */
  random (name: string): Random
}
