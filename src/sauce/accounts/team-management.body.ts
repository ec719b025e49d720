import { day } from '../../kernel/durations.js'
import type { Team, User } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { isOrganizationAdmin, isTeamAdmin } from '../access.js'
import type { TeamProfile, TeamSummary, UserProfile, UserSummary } from './accounts.schema.js'
import { organizationId, organizationName } from './organization.js'
import { declaredTeam, teamOf, type Person } from './users.js'

/** As team-management writes times: UTC with microseconds. */
const isoMicroseconds = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z')

const roleNames: Readonly<Record<User['role'], string>> = { 1: 'organization admin', 3: 'member', 4: 'team admin' }

type Named = UserSummary['organization']

const organization = (world: World): Named => ({ id: organizationId(world), name: organizationName(world) })

const groupBody = (team: Team): Named => ({ id: team.groupId, name: team.name })

const settings = (team: Team, world: World): TeamSummary['settings'] => ({
  virtual_machines: team.machines,
  real_devices: 0,
  live_only: declaredTeam(world, team)?.liveOnly ?? false
})

const teamOfUser = (team: Team, world: World): UserSummary['teams'][number] => ({
  id: team.id,
  name: team.name,
  settings: settings(team, world),
  group: groupBody(team),
  is_default: team.isDefault,
  org_uuid: organizationId(world)
})

export const teamSummary = (team: Team, world: World): TeamSummary =>
  ({ ...teamOfUser(team, world), user_count: world.facts.users.in('team', team.id).length })

/** How many virtual machines the organisation may run at once. */
export const totalMachines = (world: World): number =>
  [...world.facts.teams.values()].reduce((sum, team) => sum + team.machines, 0)

/** When teams were made: they are as old as the oldest of the world's users. ms. */
const founded = (world: World): number =>
  world.facts.users.values().next().value?.created ?? world.base.origin.epoch - 400 * day

export function teamProfile (team: Team, description: string, world: World): TeamProfile {
  const since = isoMicroseconds(founded(world))
  return {
    id: team.id,
    name: team.name,
    organization: {
      ...organization(world),
      created_at: since,
      updated_at: since,
      total_vm_concurrency: totalMachines(world),
      settings: {}
    },
    group: groupBody(team),
    created_at: since,
    updated_at: since,
    settings: settings(team, world),
    description,
    is_default: team.isDefault,
    links: {}
  }
}

type Basic = Pick<UserSummary, 'id' | 'username' | 'email' | 'first_name' | 'last_name' | 'is_active'>

const basic = (user: User, { first, last, email }: Person): Basic => ({
  id: user.id,
  username: user.username,
  email,
  first_name: first,
  last_name: last,
  is_active: true
})

const membership = (user: User, world: World): Pick<UserSummary, 'teams' | 'roles'> => ({
  teams: [teamOfUser(teamOf(world, user), world)],
  roles: [{ name: roleNames[user.role], role: user.role }]
})

export const userSummary = (user: User, person: Person, world: World): UserSummary =>
  ({ ...basic(user, person), ...membership(user, world), organization: organization(world) })

export const userType = (user: User): string => isOrganizationAdmin(user) ? 'admin' : 'subaccount'

export const userProfile = (user: User, person: Person, world: World): UserProfile => ({
  ...basic(user, person),
  created_at: isoMicroseconds(user.created),
  updated_at: isoMicroseconds(user.created),
  ...membership(user, world),
  is_staff: false,
  is_superuser: false,
  user_type: userType(user),
  groups: [groupBody(teamOf(world, user))],
  organization: organization(world),
  is_organization_admin: isOrganizationAdmin(user),
  is_team_admin: isTeamAdmin(user)
})
