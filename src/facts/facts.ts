import { Collection, type CollectionSpec, type Revision } from './collection.js'
import { appStoreCollections } from './app-store.js'
import { newestFirst, type Job, type JobPlan } from './job.js'

/** A team of the organisation; ids are 32 hexadecimal digits. */
export interface Team { readonly id: string, readonly name: string, readonly groupId: string, readonly isDefault: boolean, readonly machines: number }

/** A Sauce Labs user. `role` as the vendor numbers it: 1 organization admin, 4 team admin, 3 member. */
export interface User {
  readonly username: string
  readonly id: string
  readonly accessKey: string
  readonly teamId: string
  readonly role: 1 | 3 | 4
  /** ms since the Unix epoch. */
  readonly created: number
}

/** A build: the jobs of one owner that carry its name. Status, counters and times are computed from them. */
export interface Build {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly created: number
  readonly run: number
  readonly modified: number | null
}

/**
 * What a client said about a page load's history: a baseline reset (of the whole job), a discarded or an acknowledged
 * page load (orderIndex).
 */
export interface Mark {
  readonly kind: 'reset' | 'discard' | 'acknowledge'
  readonly jobId: string
  readonly orderIndex: number | null
  readonly at: number
}

/** An uploaded asset; its bytes are stored under their SHA-256. */
export interface Upload { readonly jobId: string, readonly name: string, readonly type: string, readonly size: number, readonly hash: string, readonly at: number }

/** A number that only grows, for ids made at run time. */
export interface Counter { readonly name: string, readonly value: number }

/** A job that goes on when it is looked at: the plan it was given, and how often it was looked at since its last step. */
export interface HeldJob { readonly jobId: string, readonly plan: JobPlan, readonly reads: number }

const byText = (pick: (record: never) => string) => (a: unknown, b: unknown): number => {
  const x = pick(a as never)
  const y = pick(b as never)
  return x < y ? -1 : x > y ? 1 : 0
}

/** Total, so that marks made at one moment of a standing clock have an order. */
const oldestFirst = (a: Mark, b: Mark): number =>
  a.at - b.at || (a.orderIndex ?? -1) - (b.orderIndex ?? -1) || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0)

/** Joins parts of a group key; the separator cannot be typed into a name by JSON clients without being escaped. */
export const groupKey = (...parts: Array<string | number>): string => parts.join('\u0000')

const specs = {
  teams: { key: (team: Team) => team.id, indexes: {} } satisfies CollectionSpec<Team>,
  users: {
    key: (user: User) => user.username,
    indexes: {
      id: { group: (user) => user.id, compare: byText((user: User) => user.username) },
      team: { group: (user) => user.teamId, compare: byText((user: User) => user.username) }
    }
  } satisfies CollectionSpec<User>,
  jobs: {
    key: (job: Job) => job.id,
    indexes: {
      owner: { group: (job) => job.owner, compare: newestFirst },
      build: { group: (job) => job.build === null ? undefined : groupKey(job.owner, job.build), compare: newestFirst },
      name: { group: (job) => job.name === null ? undefined : groupKey(job.owner, job.name), compare: newestFirst }
    }
  } satisfies CollectionSpec<Job>,
  builds: {
    key: (build: Build) => build.id,
    indexes: {
      owner: { group: (build) => build.owner, compare: (a, b) => b.created - a.created || (a.id < b.id ? -1 : 1) },
      name: { group: (build) => groupKey(build.owner, build.name), compare: byText((build: Build) => build.id) }
    }
  } satisfies CollectionSpec<Build>,
  marks: {
    key: (mark: Mark) => groupKey(mark.jobId, mark.kind, mark.orderIndex ?? '-'),
    indexes: { job: { group: (mark) => mark.jobId, compare: oldestFirst } }
  } satisfies CollectionSpec<Mark>,
  uploads: {
    key: (upload: Upload) => groupKey(upload.jobId, upload.name),
    indexes: { job: { group: (upload) => upload.jobId, compare: byText((upload: Upload) => upload.name) } }
  } satisfies CollectionSpec<Upload>,
  ...appStoreCollections,
  heldJobs: { key: (held: HeldJob) => held.jobId, indexes: {} } satisfies CollectionSpec<HeldJob>,
  counters: { key: (counter: Counter) => counter.name, indexes: {} } satisfies CollectionSpec<Counter>
}

type Specs = typeof specs
type RecordOf<S> = S extends CollectionSpec<infer T> ? T : never

/** Everything in a world that cannot be derived. */
export type Facts = { readonly [Name in keyof Specs]: Collection<RecordOf<Specs[Name]> & object> }
export type FactName = keyof Specs
export const factNames = Object.keys(specs) as FactName[]

/** A record of any collection, by the collection's name. */
export type FactOf<Name extends FactName> = RecordOf<Specs[Name]>

const build = (make: (name: FactName) => unknown): Facts =>
  Object.fromEntries(factNames.map((name) => [name, make(name)])) as unknown as Facts

/** Empty collections that count their changes together. */
export const emptyFacts = (revision: Revision = { count: 0 }): Facts =>
  build((name) => new Collection(specs[name] as CollectionSpec<object>, revision))

/** The same facts for another world: a shallow copy, whatever their number. */
export const forkFacts = (facts: Facts, revision: Revision = { count: 0 }): Facts =>
  build((name) => (facts[name] as Collection<object>).fork(revision))
