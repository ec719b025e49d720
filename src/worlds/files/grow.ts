import { day } from '../../kernel/durations.js'
import { hexId, uuid } from '../../kernel/ids.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import { emptyFacts, groupKey, type Build, type Facts, type Team, type User } from '../../facts/facts.js'
import type { Job } from '../../facts/job.js'
import { growAppStore } from './app-store-grow.js'
import { growSuite } from './grow-suite.js'
import { makeJob } from './make-job.js'
import { enoughCommands } from './room-for-visits.js'
import { checkSize } from './size.js'
import type { BuildSpec, TeamSpec, WorldFile } from './world-file.schema.js'

/** What a world is grown from: the same origin always gives the same facts. */
export interface Origin extends TimeFrame { file: WorldFile, seed: number }

/**
 * Grows the facts a world file declares. That what it refers to is there was checked when it was read (worlds/check).
 * @throws Invalid for bad times, and for more than may be grown
 */
export function grow ({ file, seed, epoch, start }: Origin): Facts {
  checkSize(file)
  const frame = { epoch, start }
  const { teams: teamSpecs = [], builds = [] } = file.sauce ?? {}
  const { teams, users } = growTeams(teamSpecs, seed, frame)
  for (const release of file.releases ?? []) resolveTime(release.at, frame)
  const jobs = growJobs(file, users, seed, frame)
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
  for (const suite of suites) growSuite(suite, seed, frame, jobs)
  const [firstUser = ''] = users.keys()
  for (const [number, spec] of specs.entries()) {
    const owner = spec.owner ?? firstUser
    enoughCommands(spec.pages ?? [], spec.commands ?? Infinity, spec.tooShort, `job ${number}: `)
    jobs.push(makeJob(spec, { seed, frame, owner, origin: 'explicit-job', number }))
  }
  return jobs
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
