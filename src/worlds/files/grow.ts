import { day } from '../../kernel/durations.js'
import { Invalid } from '../../kernel/errors.js'
import { hexId, uuid } from '../../kernel/ids.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import { emptyFacts, groupKey, type Build, type Facts, type Team, type User } from '../../facts/facts.js'
import type { Job } from '../../facts/job.js'
import { defaultTrain, isWebUrl } from '../../facts/visits.js'
import { declaredPage } from './declared-page.js'
import { growAppStore } from './app-store-grow.js'
import { checkCauses } from './causes.js'
import { growSuite } from './grow-suite.js'
import { makeJob } from './make-job.js'
import { enoughCommands } from './room-for-visits.js'
import { checkSize } from './size.js'
import type { BuildSpec, TeamSpec, WorldFile } from './world-file.schema.js'

/** What a world is grown from: the same origin always gives the same facts. */
export interface Origin extends TimeFrame { file: WorldFile, seed: number }

/** Grows the facts a world file declares. @throws Invalid for owners and pages that are not there, and bad times. */
export function grow ({ file, seed, epoch, start }: Origin): Facts {
  checkSize(file)
  const frame = { epoch, start }
  const { teams: teamSpecs = [], builds = [] } = file.sauce ?? {}
  const { teams, users } = growTeams(teamSpecs, seed, frame)
  for (const release of file.releases ?? []) resolveTime(release.at, frame)
  checkReleases(file)
  const jobs = growJobs(file, users, seed, frame)
  for (const build of builds) checkOwner(users, build.owner, `build "${build.name}"`)
  const facts = emptyFacts()
  facts.teams.load(teams)
  facts.users.load(users.values())
  facts.jobs.load(jobs)
  facts.builds.load(growBuilds(builds, jobs, seed, frame))
  const appStore = growAppStore(file.appStore ?? {}, file.releases ?? [], { seed, frame })
  facts.apiKeys.load(appStore.apiKeys)
  facts.apps.load(appStore.apps)
  facts.appVersions.load(appStore.appVersions)
  facts.preReleaseVersions.load(appStore.preReleaseVersions)
  facts.appBuilds.load(appStore.appBuilds)
  return facts
}

/** @throws Invalid for causes nobody understands, and trains that nothing has */
function checkReleases ({ releases = [], cadences = [], sauce = {} }: WorldFile): void {
  checkCauses(releases)
  // A cadence may be read long before its first release.
  checkCauses(cadences.map(({ train, version, turns = [] }) => ({ train, version, causes: turns.flat() })))
  const trains = new Set([defaultTrain, ...releases.map(({ train }) => train)])
  for (const { train } of [...sauce.suites ?? [], ...sauce.jobs ?? []]) if (train !== undefined) trains.add(train)
  for (const { train } of cadences) trains.add(train)
  for (const { train, version, reaches = [] } of [...releases, ...cadences]) {
    const unknown = reaches.find((each) => !trains.has(each))
    if (unknown !== undefined) throw new Invalid(`release ${train} ${version} reaches "${unknown}", which is no train`)
  }
}

type Users = ReadonlyMap<string, User>

const roles = { 'organization admin': 1, 'team admin': 4, member: 3 } as const

/** The teams and their users by name, in the file's order. */
function growTeams (specs: readonly TeamSpec[], seed: number, frame: TimeFrame): { teams: Team[], users: Users } {
  const users = new Map<string, User>()
  const teams = specs.map((spec, index): Team => {
    const team = {
      id: spec.id ?? hexId(seed, 'team', spec.name),
      name: spec.name,
      groupId: hexId(seed, 'group', spec.name),
      isDefault: spec.default ?? index === 0,
      machines: spec.machines ?? 100
    }
    for (const { username, accessKey, role = 'member', id, created } of spec.users) {
      users.set(username, {
        username,
        id: id ?? hexId(seed, 'user', username),
        accessKey: accessKey ?? uuid(seed, 'access-key', username),
        teamId: team.id,
        role: roles[role],
        created: created === undefined ? frame.epoch - 400 * day : resolveTime(created, frame)
      })
    }
    return team
  })
  return { teams, users }
}

/** The runs of all suites, then the jobs that are listed. */
function growJobs (file: WorldFile, users: Users, seed: number, frame: TimeFrame): Job[] {
  const { suites = [], jobs: specs = [] } = file.sauce ?? {}
  const jobs: Job[] = []
  for (const suite of suites) {
    const where = `suite "${suite.name}"`
    checkOwner(users, suite.owner, where)
    checkPages(file, suite.pages, where)
    growSuite(suite, seed, frame, jobs)
  }
  const [firstUser = ''] = users.keys()
  for (const [number, spec] of specs.entries()) {
    const owner = spec.owner ?? firstUser
    checkOwner(users, owner, `job ${number}`)
    checkPages(file, spec.pages, `job ${number}`)
    enoughCommands(spec.pages ?? [], spec.commands ?? Infinity, spec.tooShort, `job ${number}: `)
    jobs.push(makeJob(spec, { seed, frame, owner, origin: 'explicit-job', number }))
  }
  return jobs
}

function checkOwner (users: Users, owner: string, where: string): void {
  if (!users.has(owner)) throw new Invalid(`${where}: "${owner}" is no user of this world`)
}

function checkPages (file: WorldFile, pages: readonly string[] = [], where: string): void {
  const unknown = pages.find((page) => !isWebUrl(declaredPage(file, page)?.url ?? page))
  if (unknown !== undefined) throw new Invalid(`${where}: "${unknown}" is neither a page of this world nor a URL`)
}

/** A build for every build name that jobs carry, with what the world file says of it. */
function growBuilds (specs: readonly BuildSpec[], jobs: readonly Job[], seed: number, frame: TimeFrame): Build[] {
  const builds = new Map<string, Build>()
  const newBuild = (owner: string, name: string, created: number): Build =>
    ({ id: hexId(seed, 'build', owner, name), owner, name, created, run: 0, modified: null })
  for (const { owner, build: name, plan: { created } } of jobs) {
    if (name === null) continue
    const key = groupKey(owner, name)
    const build = builds.get(key)
    if (build === undefined) builds.set(key, newBuild(owner, name, created))
    else if (created < build.created) builds.set(key, { ...build, created })
  }
  for (const { id, owner, name, created, run } of specs) {
    const key = groupKey(owner, name)
    const build = builds.get(key) ?? newBuild(owner, name, frame.epoch)
    builds.set(key, {
      ...build,
      id: id ?? build.id,
      created: created === undefined ? build.created : resolveTime(created, frame),
      run: run ?? build.run
    })
  }
  return [...builds.values()]
}
