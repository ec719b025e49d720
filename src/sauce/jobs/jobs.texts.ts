import { Cache } from '../../kernel/cache.js'
import type { MemoryAccount } from '../../kernel/memory-budget.js'
import { groupKey } from '../../facts/facts.js'
import { statusAt, steadySpan, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { jobBody, jobListItem } from './jobs.body.js'

/** A span of world time, [from, until). */
interface Span { readonly from: number, readonly until: number }

/** JSON that holds for a span of world time, below one base of links. */
interface Written extends Span { readonly base: string, readonly json: string, bytes?: Buffer }
interface WrittenList extends Span { readonly jobs: readonly Job[], readonly bytes: Buffer }

/** How many bytes of lists are remembered; a list of a hundred full jobs is about 70 kB. */
const mostListed = 2 * 1024 * 1024

/**
 * A job's JSON, kept with its record until the job changes by itself: a list of a hundred full jobs is then a matter of
 * joining bytes. Records are immutable, so a client's change makes a new record, and with it a new text.
 */
export class JobTexts {
  readonly #details = new WeakMap<Job, Written>()
  readonly #items = new WeakMap<Job, Written>()
  readonly #lists: Cache<string, WrittenList>

  constructor (account?: MemoryAccount) {
    this.#lists = new Cache({ most: mostListed, weigh: ({ bytes }) => bytes.length, account })
  }

  details (job: Job, at: number, base: string): string {
    return this.#written(job, at, base).json
  }

  item (job: Job, at: number, world: World): string {
    // A running job's command counts grow with every moment.
    if (statusAt(job, at) === 'in progress') return JSON.stringify(jobListItem(job, at, world))
    return remember(this.#items, job, at, world.name, () => jobListItem(job, at, world)).json
  }

  /** The details of several jobs as the bytes of a JSON array. Pollers ask for the same list again and again. */
  detailsList (jobs: readonly Job[], at: number, base: string): Buffer {
    const key = groupKey(base, jobs.length, jobs[0]?.id ?? '')
    const known = this.#lists.get(key)
    if (known !== undefined && lies(at, known) && sameJobs(known.jobs, jobs)) return known.bytes
    const written = jobs.map((job) => this.#written(job, at, base))
    const bytes = joined(written.map(bytesOf))
    this.#lists.set(key, { ...commonSpan(written), jobs, bytes })
    return bytes
  }

  #written (job: Job, at: number, base: string): Written {
    return remember(this.#details, job, at, base, () => jobBody(job, at, base))
  }
}

const lies = (at: number, { from, until }: Span): boolean => at >= from && at < until

const commonSpan = (spans: readonly Span[]): Span => ({
  from: Math.max(-Infinity, ...spans.map(({ from }) => from)),
  until: Math.min(Infinity, ...spans.map(({ until }) => until))
})

function bytesOf (written: Written): Buffer {
  written.bytes ??= Buffer.from(written.json)
  return written.bytes
}

const sameJobs = (a: readonly Job[], b: readonly Job[]): boolean =>
  a.length === b.length && a.every((job, i) => job === b[i])

function remember (texts: WeakMap<Job, Written>, job: Job, at: number, base: string, body: () => unknown): Written {
  const known = texts.get(job)
  if (known !== undefined && at >= known.from && at < known.until && known.base === base) return known
  const written = { ...steadySpan(job, at), base, json: JSON.stringify(body()) }
  texts.set(job, written)
  return written
}

/** A JSON array of texts that are there as bytes: copying bytes is cheaper than encoding a long text anew. */
function joined (parts: readonly Buffer[]): Buffer {
  const list = Buffer.allocUnsafe(parts.reduce((length, part) => length + part.length + 1, parts.length === 0 ? 2 : 1))
  let end = list.write('[')
  for (const [i, part] of parts.entries()) {
    if (i > 0) end += list.write(',', end)
    list.set(part, end)
    end += part.length
  }
  list.write(']', end)
  return list
}
