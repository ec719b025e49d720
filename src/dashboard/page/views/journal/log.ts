import type { Answer } from '../../../../control/operations.js'

export type Recorded = Answer<'journal'>['entries'][number]

/** A request as a row of the table shows it. */
export interface Row {
  readonly key: string
  readonly seq: number
  readonly at: string
  readonly world: string
  readonly vendor: string
  readonly operation: string | null
  readonly method: string
  readonly path: string
  /** With `?`; empty where there is none. */
  readonly search: string
  /** null: not answered yet; 0: the connection was broken. */
  readonly status: number | null
  /** ms; null: not yet. */
  readonly duration: number | null
  readonly faults: readonly string[]
  /** What made it, if it says so. */
  readonly actor: string | null
  /** Why it was refused. */
  readonly refused: string | null
}

export const keyOf = (world: string, seq: number): string => `${world}/${seq}`

function searchOf (query: Recorded['query']): string {
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))
  return pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.join('=')).join('&')}`
}

export function rowOf (entry: Recorded): Row {
  const { seq, at, world, vendor, operation, method, path, query, status, duration, faults, actor, refused } = entry
  return {
    key: keyOf(world, seq),
    seq,
    at,
    world,
    vendor,
    operation,
    method,
    path,
    search: searchOf(query),
    status,
    duration,
    faults,
    actor,
    refused: refused?.reason ?? null
  }
}

/** The page holds no more; the twin has the rest. */
export const mostRows = 10_000

/**
 * The requests that the page knows, in the order in which it came to know them. Bounded: the oldest give way, a tenth
 * at a time.
 */
export class Log {
  rows: Row[] = []
  /** How many have given way: the first row's place. */
  trimmed = 0
  readonly #places = new Map<string, number>()

  constructor (readonly most = mostRows) {}

  /** How many there have ever been. */
  get taken (): number { return this.trimmed + this.rows.length }

  find (key: string): number | undefined {
    const place = this.#places.get(key)
    return place === undefined ? undefined : place - this.trimmed
  }

  /** Takes requests in; those that are known are replaced where they stand. */
  take (entries: readonly Recorded[]): void {
    for (const entry of entries) {
      const row = rowOf(entry)
      const index = this.find(row.key)
      if (index !== undefined) {
        this.rows[index] = row
        continue
      }
      this.#places.set(row.key, this.taken)
      this.rows.push(row)
    }
    if (this.rows.length > this.most) this.#trim()
  }

  /** Forgets a world's requests: its journal has begun anew. */
  forget (world: string): void {
    const kept = this.rows.filter((row) => row.world !== world)
    this.trimmed = this.taken - kept.length
    this.rows = kept
    this.#places.clear()
    for (const [index, { key }] of kept.entries()) this.#places.set(key, this.trimmed + index)
  }

  #trim (): void {
    const going = this.rows.length - this.most + Math.floor(this.most / 10)
    for (const { key } of this.rows.slice(0, going)) this.#places.delete(key)
    this.rows = this.rows.slice(going)
    this.trimmed += going
  }
}
