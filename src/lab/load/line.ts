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
  /** By how much that is later than the line would be through with all that was ready before, had it never waited. */
  readonly #lead: number[] = []
  /** The largest of these so far. */
  readonly #most: number[] = []
  #total = 0

  /** When what is ready at `ready` and takes `duration` (ms) is through; it comes after all that was asked before. */
  carry (ready: number, duration: number): number {
    const moments = this.#ready
    const lead = this.#lead
    const most = this.#most
    const { length } = moments
    let place = length
    for (; place > 0 && moments[place - 1]! > ready; place--) lead[place - 1]! -= duration
    if (place > 0 && moments[place - 1] === ready) place--
    else this.#insert(place, ready, place === length ? this.#total : moments[place]! - lead[place]! - duration)
    if (place < length) {
      for (let i = place; i < moments.length; i++) most[i] = i === 0 ? lead[i]! : Math.max(lead[i]!, most[i - 1]!)
    }
    return (this.#total += duration) + most[place]!
  }

  /** `before` is how long all takes that was ready before. */
  #insert (place: number, ready: number, before: number): void {
    const lead = ready - before
    if (place < this.#ready.length) {
      this.#ready.splice(place, 0, ready)
      this.#lead.splice(place, 0, lead)
      this.#most.splice(place, 0, lead)
      return
    }
    this.#ready.push(ready)
    this.#lead.push(lead)
    this.#most.push(place === 0 ? lead : Math.max(lead, this.#most[place - 1]!))
  }
}
