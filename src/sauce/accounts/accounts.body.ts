import { unixSeconds } from '../../kernel/time.js'
import type { User } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { administeredAccounts, isOrganizationAdmin, seesKeyOf, type Asking, type Viewer } from '../access.js'
import type { Account, AccountConcurrency, ActivityReport, Concurrency } from './accounts.schema.js'
import { organizationId } from './organization.js'
import { totalMachines, userType } from './team-management.body.js'
import { activityOf, runningAt, type Running } from './usage.js'
import { teamOf, type Person } from './users.js'

/** What an account shows whose subscription has no limit. Minutes. */
const plentyOfMinutes = 100_000

const limits = (machines: number): Account['concurrency_limit'] =>
  ({ mac: machines, scout: machines, overall: machines, real_device: 0 })

/** A user, in the key order of saucerest-java's sample. */
export function accountBody (user: User, person: Person, { world, caller }: Viewer): Account {
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
    parent: parentOf(user, world),
    is_admin: null,
    access_key: seesKeyOf(caller, user) ? user.accessKey : '******',
    name: `${person.first} ${person.last}`,
    is_sso: false,
    entity_type: 'individual',
    ancestor_concurrency_limit: limits(totalMachines(world)),
    minutes: plentyOfMinutes
  }
}

/** The old account API nests everybody below the organisation's admin. */
function parentOf (user: User, world: World): string | null {
  if (isOrganizationAdmin(user)) return null
  const admin = [...world.facts.users.values()].find(isOrganizationAdmin)
  return admin?.username ?? null
}

type Machines = Concurrency['concurrency']['team']['current']

const machines = ({ vms, macVms }: Pick<Running, 'vms' | 'macVms'>): Machines => ({ vms, rds: 0, mac_vms: macVms })

const allowed = (count: number): Machines => machines({ vms: count, macVms: count })

/** What the user's team and the whole organisation run at the moment, and may run. */
export function concurrencyBody (user: User, world: World, at: number): Concurrency {
  const team = teamOf(world, user)
  const all = { vms: 0, macVms: 0 }
  const own = { vms: 0, macVms: 0 }
  for (const { id } of world.facts.teams.values()) {
    const members = world.facts.users.in('team', id).map(({ username }) => username)
    const { vms, macVms } = runningAt(world, members, at)
    for (const sum of id === team.id ? [all, own] : [all]) {
      sum.vms += vms
      sum.macVms += macVms
    }
  }
  return {
    timestamp: at / 1000,
    concurrency: {
      organization: { current: machines(all), id: organizationId(world), allowed: allowed(totalMachines(world)) },
      team: { current: machines(own), id: team.id, allowed: allowed(team.machines) }
    }
  }
}

type AccountShare = AccountConcurrency['concurrency'][string]

/** The older shape: by account, what runs and what is left (saucerest-java's sample). */
export function accountConcurrencyBody (user: User, asking: Asking): AccountConcurrency {
  const { world, at } = asking
  const shares = administeredAccounts(asking, user).map((account) => [account.username, shareOf(account, world, at)])
  return { timestamp: at / 1000, concurrency: Object.fromEntries(shares) }
}

function shareOf (account: User, world: World, at: number): AccountShare {
  const { vms, macVms, manual } = runningAt(world, [account.username], at)
  const { machines: most } = teamOf(world, account)
  const left = (used: number): number => Math.max(0, most - used)
  return {
    current: { overall: vms, mac: macVms, manual },
    remaining: { overall: left(vms), mac: left(macVms), manual: left(manual) }
  }
}

export function activityBody (user: User, asking: Asking): ActivityReport {
  const totals = { 'in progress': 0, all: 0, queued: 0 }
  const subaccounts: ActivityReport['subaccounts'] = {}
  for (const { username } of administeredAccounts(asking, user)) {
    const activity = activityOf(asking, username)
    subaccounts[username] = activity
    totals['in progress'] += activity['in progress']
    totals.all += activity.all
    totals.queued += activity.queued
  }
  return { subaccounts, totals }
}
