/**
 * When the line has carried what, for those whose turn on it is fixed.
 *
 * Nobody waits for another's latency: what comes before an answer in the order costs it, at most, the time its bytes
 * take, whether it is there by then or not. So an answer is through when the line could have carried it and all before
 * it, had those come at the worst moment up to when they did:
 *
 *     through(i) = max over t ≤ ready(i) of t + Σ duration(j) of all j up to i in the order with ready(j) ≥ t
 *
 * That grows with every moment and every duration, so what gets worse makes nothing earlier; and whatever becomes ready
 * and is through between two moments fits between them, so the line can carry it (the first in the order that is ready
 * goes first, and is through by then). It is the least that has both.
 */
export class Line {
  /** When something became ready, ascending, ms. */
  readonly #ready: number[] = []
  /** How long all that became ready then takes, ms. */
  readonly #takes: number[] = []
  /** By how much that is later than the line would be through with all that was ready before. */
  readonly #lead: number[] = []
  /** The largest of these so far. */
  readonly #most: number[] = []
  #total = 0

  /** When what is ready at `ready` and takes `duration` (ms) is through; it comes after all that was asked before. */
  carry (ready: number, duration: number): number {
    const place = this.#placeOf(ready, duration)
    this.#total += duration
    for (let i = place; i < this.#ready.length; i++) {
      const lead = this.#lead[i]!
      this.#most[i] = i === 0 ? lead : Math.max(lead, this.#most[i - 1]!)
    }
    return this.#total + this.#most[place]!
  }

  /** Writes down what becomes ready at a moment; answers its place among the moments. */
  #placeOf (ready: number, duration: number): number {
    let place = this.#ready.length
    for (; place > 0 && this.#ready[place - 1]! > ready; place--) this.#lead[place - 1]! -= duration
    const before = place - 1
    if (this.#ready[before] === ready) {
      this.#takes[before]! += duration
      return before
    }
    const through = before < 0 ? 0 : this.#ready[before]! - this.#lead[before]! + this.#takes[before]!
    this.#ready.splice(place, 0, ready)
    this.#takes.splice(place, 0, duration)
    this.#lead.splice(place, 0, ready - through)
    this.#most.splice(place, 0, 0)
    return place
  }
}
