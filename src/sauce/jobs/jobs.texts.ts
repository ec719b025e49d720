import { statusAt, steadySpan, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { jobBody, jobListItem } from './jobs.body.js'

/** JSON that holds for a span of world time, [from, until), below one base of links. */
interface Written { from: number, until: number, base: string, json: string, bytes?: Buffer }
interface WrittenList { from: number, until: number, base: string, jobs: readonly Job[], bytes: Buffer }

/** How many lists are remembered; a list of a hundred full jobs is about 70 kB. */
const rememberedLists = 16

/**
 * A job's JSON, kept with its record until the job changes by itself: a list of a hundred full jobs is then a matter of
 * joining bytes. Records are immutable, so a client's change makes a new record, and with it a new text.
 */
export class JobTexts {
  readonly #details = new WeakMap<Job, Written>()
  readonly #items = new WeakMap<Job, Written>()
  #lists: WrittenList[] = []

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
    const known = this.#lists.findIndex((list) => list.base === base && at >= list.from && at < list.until && sameJobs(list.jobs, jobs))
    if (known !== -1) {
      const list = this.#lists[known]!
      if (known > 0) this.#lists = [list, ...this.#lists.filter((each) => each !== list)]
      return list.bytes
    }
    const written = jobs.map((job) => this.#written(job, at, base))
    const list = {
      from: Math.max(-Infinity, ...written.map(({ from }) => from)),
      until: Math.min(Infinity, ...written.map(({ until }) => until)),
      base,
      jobs,
      bytes: joined(written.map(bytesOf))
    }
    this.#lists = [list, ...this.#lists.slice(0, rememberedLists - 1)]
    return list.bytes
  }

  #written (job: Job, at: number, base: string): Written {
    return remember(this.#details, job, at, base, () => jobBody(job, at, base))
  }
}

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
