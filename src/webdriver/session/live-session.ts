/** A session whose browser is open: memory of this process, beside the facts of its world. */
import type { Timeouts } from '../../browser/settings.js'
import type { SaidLine } from '../../facts/driven.js'
import type { Job } from '../../facts/job.js'
import type { Interception, VisitSetting } from '../../facts/visit-setting.js'
import type { JsonObject } from '../../kernel/json.js'
import { stream, type Random } from '../../kernel/random.js'
import type { DeviceSetting, NetworkSetting } from '../../lab/page/conditions.js'
import type { Place } from '../../lab/session/anatomy.js'
import type { ChangedLook } from '../../lab/session/session-command.js'
import type { Timeline, VisualProgress } from '../../lab/timeline.js'
import type { World } from '../../worlds/world.js'
import { Polling } from './polling.js'
import type { SessionTime } from './time.js'

/** What a browser does for its session. */
export interface SessionBrowser {
  readonly timeouts: Readonly<Timeouts>
  /** Whether its last window was closed. */
  readonly isClosed: boolean
  /** When something of a page is next to happen by itself, ms from now; undefined if nothing is. */
  readonly untilNext: number | undefined
  /** How many things have happened so. */
  readonly happened: number
  /** The session's time goes on by so many ms, with what happens in it. */
  pass (ms: number): Promise<void>
  perform (command: string, parameters: Readonly<Record<string, unknown>>, target?: Target): Promise<unknown>
  /** How far down the page of the current window is scrolled, CSS px. */
  scrollY (): number
  /** What has changed on the page that was drawn so; undefined if nothing has, or another page is shown. */
  lookOf (drawn: VisualProgress): ChangedLook | undefined
  /** Where on the page an element is; undefined for one that is not there. */
  placeOf (element: string): Place | undefined
}

/** Scripts, and commands that come as scripts. */
export interface SessionScripting {
  /** Performs a command, if it is one of these. @throws DriverError */
  perform: (
    name: string, parameters: JsonObject, named: string | undefined
  ) => Promise<{ readonly value: unknown } | undefined>
  close: () => void
}

export interface Target { readonly element?: string, readonly shadow?: string, readonly name?: string }

/** Under what the loads that follow are made; what is absent is as the platform has it. */
export interface LoadSetting {
  network?: NetworkSetting | undefined
  cpuRate?: number | undefined
  device?: DeviceSetting | undefined
  interceptions: readonly Interception[]
  /** Whether the machine has a network at all. */
  connected: boolean
  capturing: boolean
}

/** An address whose answers a client decides on, and what was asked of it since. */
export interface MockedAddress {
  interception: Interception
  readonly calls: Array<{ readonly url: string, readonly method: string }>
}

interface Mocks { made: number, readonly byId: Map<string, MockedAddress> }

/** The page load of the last navigation. */
export interface LoadedLast { readonly orderIndex: number, readonly at: number, readonly timeline: Timeline }

export class LiveSession {
  readonly setting: LoadSetting = { interceptions: [], connected: true, capturing: true }
  /** Whether what follows is in log.json. */
  logging = true
  last: LoadedLast | undefined
  /** Lets the browser call itself something else; undefined: what it is. */
  pretend: (userAgent: string | undefined) => void = () => {}
  /** What had changed on the page when the last command ended. */
  look: ChangedLook | undefined
  /** What scripts wrote to the console while the running command ran. */
  said: SaidLine[] = []
  /** What the running command has led to: its first page load, and the line it wrote into the log. */
  visit: number | null = null
  remark: string | undefined
  /** W3C's pageLoadStrategy: what a navigation waits for. */
  strategy: 'none' | 'eager' | 'normal' = 'normal'
  /** What the running or the next command waits for. */
  turn: Promise<unknown> = Promise.resolve()
  browser: SessionBrowser | undefined
  /** What executes: clients' scripts, and those of pages. */
  scripts: SessionScripting | undefined
  capabilities: Readonly<Record<string, unknown>> = {}
  readonly polling = new Polling()
  readonly mocks: Mocks = { made: 0, byId: new Map() }
  readonly #resets: number

  constructor (
    readonly world: World, readonly jobId: string, readonly legacy: boolean, readonly time: SessionTime
  ) {
    this.#resets = world.resets
  }

  /** Its job, while the world still has the facts it was begun in. */
  get job (): Job | undefined {
    return this.#resets === this.world.resets ? this.world.facts.jobs.get(this.jobId) : undefined
  }

  random (name: string): Random {
    return stream(this.world.seed, 'driven-session', this.jobId, name)
  }

  /** One command after the other. */
  async inTurn<T> (task: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(task)
    this.turn = mine.catch(() => {})
    return await mine
  }

  /** Under what a load that begins now is made. */
  visitSetting (): VisitSetting {
    const { network, cpuRate, device, interceptions, connected, capturing } = this.setting
    const line = connected ? network : 'offline'
    const mocked = [...this.mocks.byId.values()].map(({ interception }) => interception)
    const held = [...interceptions, ...mocked]
    return {
      felt: this.time.heard,
      at: this.time.position,
      ...(line === undefined ? {} : { network: line }),
      ...(cpuRate === undefined ? {} : { cpuRate }),
      ...(device === undefined ? {} : { device }),
      ...(held.length === 0 ? {} : { interceptions: held }),
      ...(capturing ? {} : { unmeasured: true as const })
    }
  }
}
