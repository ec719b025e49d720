import { after } from '../kernel/clock.js'
import { Invalid, NotFound, reasonOf } from '../kernel/errors.js'
import { Beside } from '../worlds/beside.js'
import type { Events, TwinEvent } from '../worlds/events.js'
import type { World } from '../worlds/world.js'

export interface Webhook { readonly id: string, readonly url: string, readonly only: 'all' | 'failed' }

/** One event sent to one hook: every attempt with what came of it. */
export interface Delivery {
  readonly id: string
  readonly hook: string
  readonly url: string
  readonly job: string
  readonly body: Readonly<Record<string, unknown>>
  readonly attempts: Array<{ status: number | null, error: string | null }>
  /** `waiting` for the next attempt, `delivered`, or `failed` for good. */
  state: 'waiting' | 'delivered' | 'failed'
}

type StatusEvent = Extract<TwinEvent, { type: 'status' }>

export interface WebhookSettings {
  /** Hosts, with a port or without, that may be called. None: nothing ever is. */
  targets: readonly string[]
  /** What a vendor sends for a job's status; undefined: it sends nothing. */
  bodyOf: (world: World, event: StatusEvent) => Readonly<Record<string, unknown>> | undefined
  /** Waits before further attempts, real ms. */
  retries?: readonly number[]
}

/** How many hooks a world may have (Sauce docs, Webhooks), and how many deliveries are remembered. */
const mostHooks = 10
const mostDeliveries = 200
/** How long an attempt may take, ms. */
const timeout = 10_000

/** Waits before further attempts, ms. */
const patience = [1000, 5000, 25_000]

interface Kept { made: number, hooks: Map<string, Webhook>, deliveries: Delivery[] }

/** Calls clients when their jobs get another status. Hooks and log belong to a world and go with its reset. */
export class Webhooks {
  readonly #worlds = new Beside<Kept>(() => ({ made: 0, hooks: new Map(), deliveries: [] }))
  #unsubscribe: (() => void) | undefined
  readonly #timers = new Set<() => void>()

  constructor (readonly events: Events, readonly settings: WebhookSettings) {}

  hooks (world: World): Webhook[] { return [...this.#worlds.of(world).hooks.values()] }
  deliveries (world: World): readonly Delivery[] { return this.#worlds.of(world).deliveries }

  /** @throws Invalid for a target that is not on the list, or one hook too many. */
  add (world: World, url: string, only: Webhook['only']): Webhook {
    const kept = this.#worlds.of(world)
    if (kept.hooks.size >= mostHooks) throw new Invalid(`there are ${mostHooks} webhooks already; remove one first`)
    this.#check(url)
    const hook = { id: `hook-${++kept.made}`, url, only }
    kept.hooks.set(hook.id, hook)
    this.#unsubscribe ??= this.events.subscribe((event, of) => {
      if (event.type === 'status') this.#announce(of, event)
    })
    this.events.look(world)
    return hook
  }

  /** @throws NotFound */
  remove (world: World, id: string): void {
    if (!this.#worlds.of(world).hooks.delete(id)) throw new NotFound('webhook', id)
  }

  close (): void {
    this.#unsubscribe?.()
    for (const stop of this.#timers) stop()
  }

  #check (url: string): void {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new Invalid(`url: "${url.slice(0, 200)}" is no http or https URL`, 'url')
    }
    const { host, hostname, username, password } = new URL(url)
    if (username !== '' || password !== '') throw new Invalid('url: must not carry credentials', 'url')
    if (this.settings.targets.some((target) => target === host || target === hostname)) return
    const remedy = `start perftwin with --webhook-targets ${host}`
    throw new Invalid(`url: ${host} is not on the list of webhook targets; ${remedy}`, 'url')
  }

  #announce (world: World, event: StatusEvent): void {
    const kept = this.#worlds.of(world)
    const failed = event.status === 'failed' || event.status === 'error'
    const hooks = [...kept.hooks.values()].filter(({ only }) => only === 'all' || failed)
    const body = hooks.length === 0 ? undefined : this.settings.bodyOf(world, event)
    if (body === undefined) return
    for (const { id: hook, url } of hooks) {
      const id = `delivery-${++kept.made}`
      const delivery: Delivery = { id, hook, url, job: event.job, body, attempts: [], state: 'waiting' }
      kept.deliveries.push(delivery)
      if (kept.deliveries.length > mostDeliveries) kept.deliveries.shift()
      this.#start(world, kept, delivery)
    }
  }

  /** What goes wrong with an attempt is in its log. */
  #start (world: World, kept: Kept, delivery: Delivery): void {
    this.#attempt(world, kept, delivery).catch(() => { delivery.state = 'failed' })
  }

  async #attempt (world: World, kept: Kept, delivery: Delivery): Promise<void> {
    // A reset takes the hooks away, and with them what they still had to say.
    if (this.#worlds.of(world) !== kept) return
    await post(delivery)
    if (delivery.state === 'delivered') return
    const { retries = patience } = this.settings
    const pause = retries[delivery.attempts.length - 1]
    if (pause === undefined) {
      delivery.state = 'failed'
      return
    }
    const stop = after(pause, () => {
      this.#timers.delete(stop)
      this.#start(world, kept, delivery)
    })
    this.#timers.add(stop)
  }
}

/** One attempt, noted in the delivery with what came of it. */
async function post (delivery: Delivery): Promise<void> {
  try {
    const { status, ok } = await fetch(delivery.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(delivery.body),
      // A redirect might lead to a host that is not on the list.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout)
    })
    delivery.attempts.push({ status, error: null })
    if (ok) delivery.state = 'delivered'
  } catch (error) {
    delivery.attempts.push({ status: null, error: reasonOf(error) })
  }
}
