import { compareText } from '../kernel/sorted.js'
import { Collection, type CollectionSpec, type Revision } from './collection.js'
import { appStoreCollections } from './app-store-collections.js'
import { declaredPages } from './declared-page.js'
import type { DrivenCommand, DrivenSession } from './driven.js'
import { newestFirst, type Job, type JobPlan } from './job.js'

/** A team of the organisation; ids are 32 hexadecimal digits. */
export interface Team {
  readonly id: string
  readonly name: string
  readonly groupId: string
  readonly isDefault: boolean
  /** How many virtual machines it may use at once. */
  readonly machines: number
}

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

/** The name and address of a user who was made at run time; of others the world file knows, or nobody. */
export interface Person {
  readonly username: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
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
 * A mark: what a client said about a page load's history. A baseline reset (of the whole job), a discarded or an
 * acknowledged page load (orderIndex).
 */
export interface Mark {
  readonly kind: 'reset' | 'discard' | 'acknowledge'
  readonly jobId: string
  readonly orderIndex: number | null
  readonly at: number
  /** A mark that was made later has a greater one, also where the clock stands. */
  readonly order: number
}

/** An uploaded asset; its bytes are stored under their SHA-256. */
export interface Upload {
  readonly jobId: string
  readonly name: string
  /** Its media type. */
  readonly type: string
  /** In bytes. */
  readonly size: number
  readonly hash: string
  /** ms since the Unix epoch. */
  readonly at: number
}

/** What a package says of the app in it, as far as it could be read. */
export interface AppMetadata {
  readonly identifier: string | null
  readonly name: string | null
  readonly version: string | null
  readonly shortVersion: string | null
  readonly minOs: string | null
  readonly isSimulator: boolean
}

/** A file in the app storage; its bytes are stored under their SHA-256. */
export interface StoredFile {
  /** A UUID. */
  readonly id: string
  /** The username of who uploaded it. */
  readonly owner: string
  readonly name: string
  readonly kind: 'ios' | 'android' | 'other'
  readonly description: string | null
  readonly tags: readonly string[]
  /** null: nothing could be read. */
  readonly metadata: AppMetadata | null
  /** In bytes. */
  readonly size: number
  readonly hash: string
  /** ms since the Unix epoch. */
  readonly at: number
}

/** A page of JavaScript unit tests that runs as a job. */
export interface JsTest {
  readonly id: string
  readonly jobId: string
  /** As the client asked for it: system, browser, version. */
  readonly platform: readonly string[]
  readonly framework: string
}

/** A Sauce Connect tunnel that a client started: nothing passes through it, but it opens and closes. */
export interface Tunnel {
  readonly id: string
  readonly owner: string
  /** The API's tunnel_identifier; null: it has no name. */
  readonly name: string | null
  /** Whether the owner's team may use it. */
  readonly shared: boolean
  /** What else its client said of it: wire fields, answered as they came. */
  readonly settings: Readonly<Record<string, unknown>>
  /** ms since the Unix epoch, as the times below. */
  readonly created: number
  /** When it is open. */
  readonly ready: number
  readonly stopped: number | null
  /** When it is gone. */
  readonly gone: number | null
  readonly reason: string | null
}

/** A number that only grows, for ids made at run time. */
export interface Counter { readonly name: string, readonly value: number }

/**
 * A job that goes on when it is looked at: the plan it was given, and how often it was looked at since its last step.
 */
export interface HeldJob { readonly jobId: string, readonly plan: JobPlan, readonly reads: number }

const byText = <T>(pick: (record: T) => string) => (a: T, b: T): number => compareText(pick(a), pick(b))

const oldestFirst = (a: Mark, b: Mark): number =>
  a.order - b.order || (a.orderIndex ?? -1) - (b.orderIndex ?? -1) || compareText(a.kind, b.kind)

/** Joins parts of a group key; the separator cannot be typed into a name by JSON clients without being escaped. */
export const groupKey = (...parts: Array<string | number>): string => parts.join('\u0000')

/** Such a key, or a record's, as people read it: the parts with slashes between them. */
export const shownKey = (key: string): string => key.replaceAll('\u0000', '/')

const specs = {
  teams: { key: (team: Team) => team.id, indexes: {} },
  users: {
    key: (user: User) => user.username,
    indexes: {
      id: { group: (user) => user.id, compare: byText((user) => user.username) },
      team: { group: (user) => user.teamId, compare: byText((user) => user.username) }
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
      owner: { group: (build) => build.owner, compare: (a, b) => b.created - a.created || compareText(a.id, b.id) },
      name: { group: (build) => groupKey(build.owner, build.name), compare: byText((build) => build.id) }
    }
  } satisfies CollectionSpec<Build>,
  marks: {
    key: (mark: Mark) => groupKey(mark.jobId, mark.kind, mark.orderIndex ?? '-'),
    indexes: { job: { group: (mark) => mark.jobId, compare: oldestFirst } }
  } satisfies CollectionSpec<Mark>,
  uploads: {
    key: (upload: Upload) => groupKey(upload.jobId, upload.name),
    bytes: (upload: Upload) => upload.hash,
    indexes: { job: { group: (upload) => upload.jobId, compare: byText((upload) => upload.name) } }
  } satisfies CollectionSpec<Upload>,
  storedFiles: { key: (file: StoredFile) => file.id, indexes: {}, bytes: (file: StoredFile) => file.hash },
  people: { key: (person: Person) => person.username, indexes: {} },
  jsTests: {
    key: (test: JsTest) => test.id,
    indexes: { job: { group: (test) => test.jobId, compare: byText((test) => test.id) } }
  } satisfies CollectionSpec<JsTest>,
  sessions: {
    key: (session: DrivenSession) => session.jobId,
    indexes: { open: { group: ({ open }) => open ? 'open' : undefined, compare: byText(({ jobId }) => jobId) } }
  } satisfies CollectionSpec<DrivenSession>,
  sessionCommands: {
    key: (command: DrivenCommand) => groupKey(command.jobId, command.seq),
    indexes: { job: { group: (command) => command.jobId, compare: (a, b) => a.seq - b.seq } }
  } satisfies CollectionSpec<DrivenCommand>,
  pages: declaredPages,
  tunnels: {
    key: (tunnel: Tunnel) => tunnel.id,
    indexes: {
      owner: { group: (tunnel) => tunnel.owner, compare: (a, b) => b.created - a.created || compareText(a.id, b.id) }
    }
  } satisfies CollectionSpec<Tunnel>,
  ...appStoreCollections,
  heldJobs: { key: (held: HeldJob) => held.jobId, indexes: {} },
  counters: { key: (counter: Counter) => counter.name, indexes: {} }
}

type Specs = typeof specs
type RecordOf<S> = S extends { key: (record: infer T extends object) => string } ? T : never

/** Everything in a world that cannot be derived. */
export type Facts = { readonly [Name in keyof Specs]: Collection<RecordOf<Specs[Name]>> }
export type FactName = keyof Specs
export const factNames = Object.keys(specs) as FactName[]

/** A record of any collection, by the collection's name. */
export type FactOf<Name extends FactName> = RecordOf<Specs[Name]>

/** By what a record of a collection is found. */
export function keyOf (name: FactName, record: object): string {
  const spec: CollectionSpec<never> = specs[name]
  return spec.key(record as never)
}

const build = (make: (name: FactName) => Collection<object>): Facts =>
  Object.fromEntries(factNames.map((name) => [name, make(name)])) as Facts

/** The SHA-256 of all bytes that the facts refer to. */
export function * byteHashes ({ uploads, storedFiles }: Facts): Generator<string> {
  for (const { hash } of uploads.values()) yield hash
  for (const { hash } of storedFiles.values()) yield hash
}

/** Empty collections that count their changes together. */
export const emptyFacts = (revision: Revision = { count: 0 }): Facts =>
  build((name) => new Collection<object>(specs[name], revision))

/** The same facts for another world: a shallow copy, whatever their number. */
export const forkFacts = (facts: Facts, revision: Revision = { count: 0 }): Facts =>
  build((name) => facts[name].fork(revision))

/** Goes on with what other facts have loaded: all that these have, and more. Nothing counts as changed by it. */
export function adoptFacts (facts: Facts, source: Facts): void {
  for (const name of factNames) {
    const collection: Collection<object> = facts[name]
    collection.adopt(source[name])
  }
}
