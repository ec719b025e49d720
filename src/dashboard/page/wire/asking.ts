/** One question of the page, on its way. */
interface Flight {
  /** It was asked again meanwhile. */
  again?: () => void
  readonly arrived: () => void
}

/**
 * Asks one thing, once at a time: what is asked again while an answer is on its way is asked once that is there. So the
 * page gets answers however often there is a reason to ask.
 */
export class Asking {
  #flight: Flight | undefined

  /** `awaiting` is told of each question; what it answers is called when the answer was taken, or dropped. */
  constructor (readonly awaiting: () => () => void) {}

  /** `take` gets the answer, unless it was dropped. `load` does not fail. */
  ask<T> (load: () => Promise<T>, take: (answer: T) => void): void {
    if (this.#flight !== undefined) {
      this.#flight.again = () => { this.ask(load, take) }
      return
    }
    const flight: Flight = { arrived: this.awaiting() }
    this.#flight = flight
    void load().then((answer) => {
      if (this.#flight !== flight) return
      this.#flight = undefined
      take(answer)
      flight.again?.()
      flight.arrived()
    })
  }

  /** Nobody wants the answer any more that is on its way. */
  drop (): void {
    this.#flight?.arrived()
    this.#flight = undefined
  }
}
