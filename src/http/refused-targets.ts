import { portOf } from './authority.js'
import type { Destination } from './destination.js'

/** Where clients wanted to go, and how often. */
export interface RefusedTarget {
  /** `host:port`. */
  readonly target: string
  readonly requests: number
}

/** How many names are told apart: a crawler asks for any number of them. */
const most = 200

/** Where clients wanted to go by way of the twin and were not let: it reaches nobody. */
export class RefusedTargets {
  readonly #requests = new Map<string, number>()
  /** Requests for other targets than the many that are told apart. */
  others = 0

  note ({ authority, scheme }: Pick<Destination, 'authority' | 'scheme'>): void {
    const host = authority.host.includes(':') ? `[${authority.host}]` : authority.host
    const target = `${host}:${portOf(authority, scheme)}`.slice(0, 262)
    const before = this.#requests.get(target) ?? 0
    if (before === 0 && this.#requests.size >= most) this.others++
    else this.#requests.set(target, before + 1)
  }

  /** The most wanted first. */
  list (): RefusedTarget[] {
    return [...this.#requests]
      .map(([target, requests]) => ({ target, requests }))
      .sort((a, b) => b.requests - a.requests)
  }
}
