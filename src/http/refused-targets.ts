import { authorityOf, type Target } from './authority-form.js'

/** A target that clients asked for, and how often. */
export interface RefusedTarget { readonly target: string, readonly requests: number }

/** How many names are told apart: a crawler asks for any number of them. */
const most = 200

/** Where clients wanted to go by way of the twin and were not let: it reaches nobody. */
export class RefusedTargets {
  readonly #requests = new Map<string, number>()
  /** Requests for other targets than the many that are told apart. */
  others = 0

  note (target: Target): void {
    const name = authorityOf(target)
    const before = this.#requests.get(name) ?? 0
    if (before === 0 && this.#requests.size >= most) this.others++
    else this.#requests.set(name, before + 1)
  }

  /** The most wanted first. */
  list (): RefusedTarget[] {
    return [...this.#requests]
      .map(([target, requests]) => ({ target, requests }))
      .sort((a, b) => b.requests - a.requests)
  }
}

/** What a client is told: most show the reason phrase, few the text. */
export function refusalOf (target: Target): { readonly reason: string, readonly text: string } {
  const name = authorityOf(target)
  return {
    reason: `perftwin is no open proxy: it does not reach ${name}`,
    text: `perftwin answers for the hosts of Sauce Labs and App Store Connect and reaches nobody else: not ${name}.\n` +
      `Let the client go there directly: add ${target.host} to NO_PROXY.\n`
  }
}
