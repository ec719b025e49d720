import { isOver } from '../../facts/job.js'
import { Beside } from '../../worlds/beside.js'
import type { World } from '../../worlds/world.js'
import type { LiveSession } from './live-session.js'

/** The sessions of one world, by their ids. A reset, a restored snapshot and a fork have none. */
export class LiveSessions {
  readonly #byId = new Map<string, LiveSession>()

  get size (): number { return this.#byId.size }
  get (id: string): LiveSession | undefined { return this.#byId.get(id) }
  add (session: LiveSession): void { this.#byId.set(session.jobId, session) }
  /** Lets go of a session, and of what its scripts hold. */
  remove (id: string): void {
    this.#byId.get(id)?.scripts?.close()
    this.#byId.delete(id)
  }

  ids (): string[] { return [...this.#byId.keys()] }

  /** Lets go of those that are over: nobody may ever ask for them again. */
  sweep (at: number): void {
    for (const [id, { job }] of this.#byId) if (job === undefined || isOver(job, at)) this.remove(id)
  }
}

const besides = new Beside<LiveSessions>(() => new LiveSessions())

export const liveSessions = (world: World): LiveSessions => besides.of(world)
