import { hexId, uuid } from '../../kernel/ids.js'
import { Invalid } from '../../kernel/errors.js'
import { day } from '../../kernel/durations.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import { growAppStore } from './app-store-grow.js'
import { emptyFacts, groupKey, type Build, type Facts, type Team, type User } from '../../facts/facts.js'
import type { Job } from '../../facts/job.js'
import { growSuite } from './grow-suite.js'
import { makeJob } from './job-spec.js'
import { isWebUrl } from '../../facts/visits.js'
import type { WorldFile } from './world-file.schema.js'

/** What a world is grown from: the same origin always gives the same facts. */
export interface Origin extends TimeFrame { file: WorldFile, seed: number }

const roles = { 'organization admin': 1, 'team admin': 4, member: 3 } as const

/** Grows the facts a world file declares. */
export function grow ({ file, seed, epoch, start }: Origin): Facts {
  const frame = { epoch, start }
  const sauce = file.sauce ?? {}
  const teams: Team[] = []
  const users: User[] = []
  for (const [index, spec] of (sauce.teams ?? []).entries()) {
    const team = { id: hexId(seed, 'team', spec.name), name: spec.name, groupId: hexId(seed, 'group', spec.name), isDefault: index === 0, machines: spec.machines ?? 100 }
    teams.push(team)
    for (const user of spec.users) {
      users.push({
        username: user.username,
        id: hexId(seed, 'user', user.username),
        accessKey: user.accessKey ?? uuid(seed, 'access-key', user.username),
        teamId: team.id,
        role: roles[user.role ?? 'member'],
        created: epoch - 400 * day
      })
    }
  }
  const known = new Set(users.map((user) => user.username))
  const checkOwner = (owner: string, where: string): string => {
    if (!known.has(owner)) throw new Invalid(`${where}: "${owner}" is no user of this world`)
    return owner
  }
  const checkPages = (pages: readonly string[] = [], where: string): void => {
    const unknown = pages.find((page) => !isWebUrl(file.pages?.[page]?.url ?? page))
    if (unknown !== undefined) throw new Invalid(`${where}: "${unknown}" is neither a page of this world nor a URL`)
  }
  for (const release of file.releases ?? []) resolveTime(release.at, frame)
  const jobs: Job[] = []
  for (const suite of sauce.suites ?? []) {
    checkOwner(suite.owner, `suite "${suite.name}"`)
    checkPages(suite.pages, `suite "${suite.name}"`)
    growSuite(suite, seed, frame, jobs)
  }
  for (const [number, spec] of (sauce.jobs ?? []).entries()) {
    const owner = checkOwner(spec.owner ?? users[0]?.username ?? '', `job ${number}`)
    checkPages(spec.pages, `job ${number}`)
    jobs.push(makeJob(spec, { seed, frame, owner, origin: 'explicit-job', number }))
  }
  for (const build of sauce.builds ?? []) checkOwner(build.owner, `build "${build.name}"`)
  const facts = emptyFacts()
  facts.teams.load(teams)
  facts.users.load(users)
  facts.jobs.load(jobs)
  facts.builds.load(growBuilds(sauce.builds ?? [], jobs, seed, frame))
  const appStore = growAppStore(file.appStore ?? {}, { seed, frame, releases: file.releases ?? [] })
  facts.apiKeys.load(appStore.apiKeys)
  facts.apps.load(appStore.apps)
  facts.appVersions.load(appStore.appVersions)
  facts.preReleaseVersions.load(appStore.preReleaseVersions)
  facts.appBuilds.load(appStore.appBuilds)
  return facts
}

/** A build for every build name that jobs carry, with what the world file says of it. */
function growBuilds (specs: NonNullable<NonNullable<WorldFile['sauce']>['builds']>, jobs: readonly Job[], seed: number, frame: TimeFrame): Build[] {
  const builds = new Map<string, Build>()
  for (const job of jobs) {
    if (job.build === null) continue
    const key = groupKey(job.owner, job.build)
    const build = builds.get(key)
    if (build === undefined) {
      builds.set(key, { id: hexId(seed, 'build', job.owner, job.build), owner: job.owner, name: job.build, created: job.plan.created, run: 0, modified: null })
    } else if (job.plan.created < build.created) builds.set(key, { ...build, created: job.plan.created })
  }
  for (const spec of specs) {
    const key = groupKey(spec.owner, spec.name)
    const build = builds.get(key) ?? { id: hexId(seed, 'build', spec.owner, spec.name), owner: spec.owner, name: spec.name, created: frame.epoch, run: 0, modified: null }
    builds.set(key, {
      ...build,
      id: spec.id ?? build.id,
      created: spec.created === undefined ? build.created : resolveTime(spec.created, frame),
      run: spec.run ?? build.run
    })
  }
  return [...builds.values()]
}
