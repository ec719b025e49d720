// Sends generated requests to a twin and tells what no request may do: a status of 500 and more, a refusal in foreign words, a
// refusal that changed something.
import type { FastifyInstance } from 'fastify'
import { documentNames } from '../../src/vendors.js'
import { isOver, type Job } from '../../src/facts/job.js'
import { singleFileNames } from '../../src/openapi/collections/single-files.js'
import { declarePages } from '../../src/worlds/declared-pages.js'
import type { World } from '../../src/worlds/world.js'
import type { Twin } from '../../src/twin.js'
import { beside } from '../contract-helper.js'
import { basic } from '../helper.js'
import { operationsOf, type Operation } from './document.js'
import { requestOf, type FuzzRequest, type Known } from './request.js'
import { foreignShape } from './shapes.js'
import { changedWorlds, madeWorlds, namesOf, stateOf } from './state.js'

export interface FuzzResult {
  /** Sentences, each with the request's number. */
  readonly faults: string[]
  /** Replies by the hundred of their status: `{ 2: 4711, 4: 5289 }`. */
  readonly statuses: Record<string, number>
  /** Operations that were never answered 2xx or 3xx. */
  readonly neverAccepted: string[]
}

/** Streams have no end to wait for; test/control-events.test.ts reads them. */
const isEndless = ({ path }: Operation): boolean => path === '/_perftwin/events'

/** After so many requests the worlds begin anew: what was deleted would be missed. */
const resetEvery = 200

export interface FuzzOptions { readonly seed: number, readonly from?: number, readonly count: number }

export async function fuzz (app: FastifyInstance, { worlds }: Twin, { seed, from = 0, count }: FuzzOptions): Promise<FuzzResult> {
  const operations = (await servedOperations(app)).filter((operation) => !isEndless(operation))
  const known = await knownOf(app, worlds.default)
  const faults: string[] = []
  const statuses: Record<string, number> = {}
  const accepted = new Set<Operation>()
  for (let number = from; number < from + count; number++) {
    if (number % resetEvery === 0) {
      worlds.clear()
      worlds.default.reset()
      worlds.create('other')
      declarePages(worlds.default, { checkout: { url: 'https://shop.example.com/checkout', html: '<p>One page more</p>' } })
      for (const { name } of worlds.default.snapshots.list()) worlds.default.snapshots.delete(name)
    }
    const request = requestOf(seed, number, operations, known)
    const before = stateOf(worlds)
    const names = namesOf(worlds)
    const reply = await send(app, request)
    const { status } = reply
    const hundred = String(Math.floor(status / 100))
    statuses[hundred] = (statuses[hundred] ?? 0) + 1
    if (status < 400) accepted.add(request.operation)
    const say = (what: string): void => { faults.push(sentence(number, request, status, what)) }
    if (status >= 500) say(reply.text.slice(0, 300))
    if (status >= 400) {
      const foreign = request.method === 'HEAD' ? undefined : foreignShape(reply.path, status, reply.type, reply.text)
      if (foreign !== undefined) say(`answers with ${foreign}: ${reply.text.slice(0, 200)}`)
      const changed = changedWorlds(before, worlds)
      if (changed.length > 0) say(`is refused, yet changed ${changed.join(', ')}`)
      const made = isToStranger(reply) ? madeWorlds(names, worlds) : []
      if (made.length > 0) say(`is refused as a stranger's, yet made ${made.join(', ')}`)
    }
    // A rule that was accepted would answer the next requests in its own way.
    for (const world of worlds.list()) world.faults.clear(world.clock.now())
  }
  return { faults, statuses, neverAccepted: operations.filter((each) => !accepted.has(each)).map(({ id, path }) => `${id} ${path}`) }
}

async function servedOperations (app: FastifyInstance): Promise<Operation[]> {
  const served = await Promise.all(documentNames.map(async (name) => (await app.inject(`/_perftwin/openapi/${name}.json`)).json<unknown>()))
  return served.flatMap(operationsOf)
}

interface Reply { readonly status: number, readonly type: string, readonly text: string, readonly path: string }

/** A vendor's 403 is for somebody known. */
const isToStranger = ({ status, path }: Reply): boolean => status === 401 || (status === 403 && path.startsWith('/_perftwin'))

async function send (app: FastifyInstance, { method, url, headers, payload }: FuzzRequest): Promise<Reply> {
  const { statusCode: status, headers: { 'content-type': type = '' }, body: text, raw } = await app.inject({
    method: method as 'GET', url, headers: { ...headers, ...beside }, ...(payload === undefined ? {} : { payload })
  })
  // The path as the twin took it: without a world's prefix, slashes too many count as one.
  const [path = '/'] = (raw.req.url ?? url).split('?')
  return { status, type: String(type), text, path: path.replace(/\/{2,}/g, '/') }
}

const sentence = (number: number, { method, url, headers, payload }: FuzzRequest, status: number, what: string): string =>
  `${number}: ${method} ${url.slice(0, 300)} ${JSON.stringify(headers)} ${(payload ?? '').slice(0, 300)} → ${status} ${what}`

/** Ids that are there at the start, so that generated requests find something. */
async function knownOf (app: FastifyInstance, { facts, clock }: World): Promise<Known> {
  const jobs = jobsOf([...facts.jobs.values()], clock.now())
  const builds = [...facts.builds.values()].filter(({ created }) => created <= clock.now()).slice(-10)
  const ids = <T extends { id: string }>(records: Iterable<T>): string[] => [...records].slice(0, 20).map(({ id }) => id)
  const users = [...facts.users.values()]
  return {
    byName: {
      username: users.map(({ username }) => username),
      user_id: users.map(({ id }) => id),
      team_id: ids(facts.teams.values()),
      team: ids(facts.teams.values()),
      email: ['jim@example.com'],
      start: ['2026-03-20T00:00:00Z'],
      end: ['2026-04-15T00:00:00Z'],
      job_id: jobs.map(({ id }) => id),
      build_id: ids(builds),
      build: builds.flatMap(({ id, name }) => [id, name]),
      kind: ['all', 'webdriver', 'appium'],
      build_source: ['vdc', 'rdc'],
      source: ['vdc'],
      file_name: ['log.json', 'performance.json', '0000screenshot.png', 'video.mp4', 'nothing.txt'],
      order_index: ['0', '0', '1'],
      metric_names: ['largestContentfulPaint', 'load,speedIndex'],
      metric: ['largestContentfulPaint', 'load'],
      page_url: ['https://shop.example.com/'],
      loader_id: await loadersOf(app, jobs.slice(0, 1)),
      document: documentNames,
      file: singleFileNames,
      archive: ['sc-4.9.2-linux.tar.gz', 'sauce-connect-5.2.3_linux.x86_64.tar.gz']
    },
    bySegment: {
      apps: ids(facts.apps.values()),
      builds: [...ids(builds), ...ids(facts.appBuilds.values())],
      appStoreVersions: ids(facts.appVersions.values()),
      preReleaseVersions: ids(facts.preReleaseVersions.values()),
      jobs: jobs.map(({ id }) => id),
      worlds: ['default', 'other', 'checkout', 'nightly'],
      pages: ['checkout'],
      series: jobs.map(({ id }) => id),
      journal: ['1', '2'],
      diagnosticSignatures: await signaturesOf(app, ids(facts.appBuilds.values())),
      snapshots: ['checkout', 'nightly']
    },
    keys: Object.fromEntries(users.map(({ username, accessKey }) => [username, accessKey]))
  }
}

/**
 * Measured jobs with all their files, and some that wait or run. The first is asked about more than all others: the ids of
 * its page loads are known, too.
 */
function jobsOf (jobs: readonly Job[], now: number): Job[] {
  const measured = jobs.filter((job) => isOver(job, now) && job.recording.capturePerformance && job.recording.extendedDebugging)
  const open = jobs.filter((job) => !isOver(job, now))
  const favourites = measured.slice(-1).flatMap((job) => Array.from({ length: 8 }, () => job))
  return [...favourites, ...measured.slice(-4, -1), ...open.slice(0, 3), ...jobs.slice(0, 5)]
}

async function loadersOf (app: FastifyInstance, jobs: readonly Job[]): Promise<string[]> {
  const found: string[] = []
  for (const { id } of jobs) {
    const headers = { authorization: basic('demo'), host: 'localhost:4010' }
    const reply = await app.inject({ url: `/v2/performance/metrics/${id}`, headers })
    found.push(...(reply.json<{ items?: Array<{ loader_id: string }> }>().items ?? []).map((item) => item.loader_id))
  }
  return found
}

async function signaturesOf (app: FastifyInstance, builds: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const id of builds) {
    const headers = { authorization: 'Bearer any', host: 'localhost:4010' }
    const reply = await app.inject({ url: `/v1/builds/${id}/diagnosticSignatures`, headers })
    // A build of the future is not there yet.
    found.push(...(reply.json<{ data?: Array<{ id: string }> }>().data ?? []).map((signature) => signature.id))
  }
  return found
}
