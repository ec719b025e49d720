import { every } from '../../kernel/clock.js'
import { Engine } from './engine.js'

/** As many workers run at once at most: one takes about 10 MB, whatever it runs. */
const mostEngines = 8
/** How long a worker that nobody needs is kept for the next session, ms of the machine's time. */
const keptFor = 5000

/** The workers of this process. A session has one for itself, as long as there are not more sessions than workers. */
class EnginePool {
  readonly #engines = new Set<Promise<Engine>>()
  readonly #shared = new Map<Promise<Engine>, Set<object>>()
  #stopTidying: (() => void) | undefined

  /** The worker of a tenant: the one that has the fewest others. */
  async take (tenant: object): Promise<Engine> {
    const own = [...this.#shared].find(([, tenants]) => tenants.has(tenant))?.[0]
    const engine = own ?? this.#emptiest() ?? this.#start()
    this.#shared.get(engine)?.add(tenant)
    const started = await engine
    if (!started.isOver) return started
    this.#forget(engine)
    return await this.take(tenant)
  }

  /** Whether a worker is this tenant's alone: others need not wait for it. */
  isAlone (tenant: object): boolean {
    const tenants = [...this.#shared.values()].find((each) => each.has(tenant))
    return tenants === undefined || tenants.size === 1
  }

  /** Forgets a realm of a tenant; a worker that stands still in it is ended. */
  async drop (tenant: object, realm: number, isBusy: boolean): Promise<void> {
    const own = [...this.#shared].find(([, tenants]) => tenants.has(tenant))?.[0]
    const engine = await own
    if (isBusy && engine !== undefined && this.isAlone(tenant)) engine.end()
    else engine?.close(realm)
  }

  /** The tenant is gone. */
  leave (tenant: object): void {
    for (const tenants of this.#shared.values()) tenants.delete(tenant)
    this.#stopTidying?.()
    this.#stopTidying = every(keptFor, () => { this.#tidy() })
  }

  #emptiest (): Promise<Engine> | undefined {
    let found: Promise<Engine> | undefined
    for (const [engine, tenants] of this.#shared) {
      if (tenants.size === 0) return engine
      if (found === undefined || tenants.size < (this.#shared.get(found)?.size ?? 0)) found = engine
    }
    return this.#engines.size < mostEngines ? undefined : found
  }

  #start (): Promise<Engine> {
    const engine = Engine.start()
    this.#engines.add(engine)
    this.#shared.set(engine, new Set())
    engine.catch(() => { this.#forget(engine) })
    return engine
  }

  #forget (engine: Promise<Engine>): void {
    this.#engines.delete(engine)
    this.#shared.delete(engine)
  }

  /** Ends the workers that nobody has. */
  #tidy (): void {
    for (const [engine, tenants] of this.#shared) {
      if (tenants.size > 0) continue
      this.#forget(engine)
      engine.then((started) => { started.end() }, () => {})
    }
    this.#stopTidying?.()
    this.#stopTidying = undefined
  }
}

export const engines = new EnginePool()
