/** Factors that multiply, and can be taken back by whose they are. */

/** By what values of several kinds are multiplied, and by whom: what one of them takes back, the others keep. */
export class Factors {
  readonly #byKind = new Map<string, Map<string, number>>()

  /** `factor` null takes back all that `by` has multiplied this kind by. */
  apply (kind: string, by: string, factor: number | null): void {
    const own = this.#byKind.get(kind)
    if (factor === null) own?.delete(by)
    else if (own === undefined) this.#byKind.set(kind, new Map([[by, factor]]))
    else own.set(by, (own.get(by) ?? 1) * factor)
  }

  /** The product of all factors of a kind; 1 where there is none. */
  of (kind: string): number {
    let product = 1
    for (const factor of this.#byKind.get(kind)?.values() ?? []) product *= factor
    return product
  }

  /** The kinds that somebody still multiplies, with the products. */
  * changed (): Generator<readonly [kind: string, product: number]> {
    for (const [kind, factors] of this.#byKind) if (factors.size > 0) yield [kind, this.of(kind)]
  }
}
