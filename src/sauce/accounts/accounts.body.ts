import { unixSeconds } from '../../kernel/time.js'
import type { User } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import type { Caller } from '../auth.js'
import type { Account, AccountConcurrency, ActivityReport, Concurrency } from './accounts.schema.js'
import { organizationId } from './organization.js'
import { totalMachines, userType } from './team-management.body.js'
import { accountsBelow, activityAt, runningAt, type Running } from './usage.js'
import { teamOf, type Person } from './users.js'

/** What a plan without a limit shows. Minutes. */
const plentyOfMinutes = 100_000

const limits = (machines: number): Account['concurrency_limit'] => ({ mac: machines, scout: machines, overall: machines, real_device: 0 })

/** A user, in the key order of saucerest-java's sample. Their key is shown to themselves, and to all where keys are not checked. */
export function accountBody (user: User, person: Person, world: World, caller: Caller): Account {
  const showsKey = caller.kind === 'all' || (caller.kind === 'user' && caller.user.username === user.username)
  const admin = [...world.facts.users.values()].find(({ role }) => role === 1)
  return {
    domain: null,
    last_name: person.last,
    creation_time: unixSeconds(user.created),
    user_type: userType(user),
    concurrency_limit: limits(teamOf(world, user).machines),
    manual_minutes: plentyOfMinutes,
    can_run_manual: true,
    prevent_emails: [],
    id: user.username,
    first_name: person.first,
    verified: true,
    subscribed: true,
    title: null,
    ancestor_allows_subaccounts: true,
    email: person.email,
    username: user.username,
    vm_lockdown: false,
    parent: user.role === 1 ? null : admin?.username ?? null,
    is_admin: null,
    access_key: showsKey ? user.accessKey : '******',
    name: `${person.first} ${person.last}`,
    is_sso: false,
    entity_type: 'individual',
    ancestor_concurrency_limit: limits(totalMachines(world)),
    minutes: plentyOfMinutes
  }
}

type Machines = Concurrency['concurrency']['team']['current']

const machines = ({ vms, macVms }: Pick<Running, 'vms' | 'macVms'>): Machines => ({ vms, rds: 0, mac_vms: macVms })

/** What the user's team and the whole organisation run at the moment, and may run. */
export function concurrencyBody (user: User, world: World, at: number): Concurrency {
  const team = teamOf(world, user)
  const byTeam = new Map([...world.facts.teams.values()].map(({ id }) => [id, runningAt(world, world.facts.users.in('team', id).map(({ username }) => username), at)]))
  const all = { vms: 0, macVms: 0 }
  for (const { vms, macVms } of byTeam.values()) {
    all.vms += vms
    all.macVms += macVms
  }
  const allowed = (count: number): Machines => machines({ vms: count, macVms: count })
  return {
    timestamp: at / 1000,
    concurrency: {
      organization: { current: machines(all), id: organizationId(world), allowed: allowed(totalMachines(world)) },
      team: { current: machines(byTeam.get(team.id)!), id: team.id, allowed: allowed(team.machines) }
    }
  }
}

/** The older shape: by account, what runs and what is left (saucerest-java's sample). */
export function accountConcurrencyBody (user: User, world: World, at: number): AccountConcurrency {
  const shares = accountsBelow(world, user).map((account) => {
    const { vms, macVms, manual } = runningAt(world, [account.username], at)
    const allowed = teamOf(world, account).machines
    const left = (used: number): number => Math.max(0, allowed - used)
    return [account.username, { current: { overall: vms, mac: macVms, manual }, remaining: { overall: left(vms), mac: left(macVms), manual: left(manual) } }] as const
  })
  return { timestamp: at / 1000, concurrency: Object.fromEntries(shares) }
}

export function activityBody (user: User, world: World, at: number): ActivityReport {
  const totals = { 'in progress': 0, all: 0, queued: 0 }
  const subaccounts: ActivityReport['subaccounts'] = {}
  for (const { username } of accountsBelow(world, user)) {
    const activity = activityAt(world, username, at)
    subaccounts[username] = activity
    for (const key of Object.keys(totals) as Array<keyof typeof totals>) totals[key] += activity[key]
  }
  return { subaccounts, totals }
}
