import { Type, type Static } from '../../kernel/schema.js'

const Named = Type.Object({ id: Type.String(), name: Type.String() })

const Settings = Type.Object({
  virtual_machines: Type.Integer(),
  real_devices: Type.Integer(),
  live_only: Type.Boolean()
})

const TeamOfUser = Type.Object({
  id: Type.String(),
  name: Type.String(),
  settings: Settings,
  group: Named,
  is_default: Type.Boolean(),
  org_uuid: Type.String()
})

export const TeamSummary = Type.Object({ ...TeamOfUser.properties, user_count: Type.Integer() }, { $id: 'TeamSummary' })
export type TeamSummary = Static<typeof TeamSummary>

export const TeamProfile = Type.Object({
  id: Type.String(),
  name: Type.String(),
  organization: Type.Object({
    ...Named.properties,
    created_at: Type.String(),
    updated_at: Type.String(),
    total_vm_concurrency: Type.Integer(),
    settings: Type.Record(Type.Unknown())
  }),
  group: Named,
  created_at: Type.String(),
  updated_at: Type.String(),
  settings: Settings,
  description: Type.String(),
  is_default: Type.Boolean(),
  links: Type.Record(Type.Unknown())
}, { $id: 'TeamProfile' })
export type TeamProfile = Static<typeof TeamProfile>

const basic = {
  id: Type.String({ description: '32 lower-case hexadecimal digits' }),
  username: Type.String(),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  is_active: Type.Boolean()
}
const membership = {
  teams: Type.Array(TeamOfUser),
  roles: Type.Array(Type.Object({ name: Type.String(), role: Type.Integer() }))
}

/** A user as lists show them. */
export const UserSummary = Type.Object({ ...basic, ...membership, organization: Named }, { $id: 'UserSummary' })
export type UserSummary = Static<typeof UserSummary>

/** A user in full, in the key order of the documented sample. */
export const UserProfile = Type.Object({
  ...basic,
  created_at: Type.String(),
  updated_at: Type.String(),
  ...membership,
  is_staff: Type.Boolean(),
  is_superuser: Type.Boolean(),
  user_type: Type.String(),
  groups: Type.Array(Named),
  organization: Named,
  is_organization_admin: Type.Boolean(),
  is_team_admin: Type.Boolean()
}, { $id: 'UserProfile' })
export type UserProfile = Static<typeof UserProfile>

const Link = Type.Nullable(Type.String())
export const Links = Type.Object({ next: Link, previous: Link, first: Link, last: Link })
export type Links = Static<typeof Links>

const Limits = Type.Object({
  mac: Type.Integer(),
  scout: Type.Integer(),
  overall: Type.Integer(),
  real_device: Type.Integer()
})

/**
 * A user as the REST API writes them: the keys that node-saucelabs' apis/sauce.json shares with saucerest-java's
 * sample.
 */
export const Account = Type.Object({
  domain: Type.Null(),
  last_name: Type.String(),
  creation_time: Type.Integer(),
  user_type: Type.String(),
  concurrency_limit: Limits,
  manual_minutes: Type.Integer(),
  can_run_manual: Type.Boolean(),
  prevent_emails: Type.Array(Type.String()),
  id: Type.String(),
  first_name: Type.String(),
  verified: Type.Boolean(),
  subscribed: Type.Boolean(),
  title: Type.Null(),
  ancestor_allows_subaccounts: Type.Boolean(),
  email: Type.String(),
  username: Type.String(),
  vm_lockdown: Type.Boolean(),
  parent: Type.Nullable(Type.String()),
  is_admin: Type.Null(),
  access_key: Type.String({ description: 'Masked where the caller is not this user and keys are checked.' }),
  name: Type.String(),
  is_sso: Type.Boolean(),
  entity_type: Type.String(),
  ancestor_concurrency_limit: Limits,
  minutes: Type.Integer()
}, { $id: 'Account' })
export type Account = Static<typeof Account>

const Machines = Type.Object({ vms: Type.Integer(), rds: Type.Integer(), mac_vms: Type.Integer() })
const Share = Type.Object({ current: Machines, id: Type.String(), allowed: Machines })
export const Concurrency = Type.Object({
  timestamp: Type.Number(),
  concurrency: Type.Object({ organization: Share, team: Share })
}, { $id: 'Concurrency' })
export type Concurrency = Static<typeof Concurrency>

const Machine = Type.Object({ overall: Type.Integer(), mac: Type.Integer(), manual: Type.Integer() })
export const AccountConcurrency = Type.Object({
  timestamp: Type.Number(),
  concurrency: Type.Record(Type.Object({ current: Machine, remaining: Machine }))
}, { $id: 'AccountConcurrency' })
export type AccountConcurrency = Static<typeof AccountConcurrency>

const Counts = Type.Object({ 'in progress': Type.Integer(), all: Type.Integer(), queued: Type.Integer() })
export const ActivityReport = Type.Object({
  subaccounts: Type.Record(Counts),
  totals: Counts
}, { $id: 'ActivityReport' })
export type ActivityReport = Static<typeof ActivityReport>

/** Schemas that routes refer to. */
export const accountSchemas = [
  UserSummary, UserProfile, TeamSummary, TeamProfile, Account, Concurrency, AccountConcurrency, ActivityReport
]
