import { compareText } from '../../kernel/sorted.js'
import type { User } from '../../facts/facts.js'
import { administeredAccounts, isOrganizationAdmin, seesUser, type Viewer } from '../access.js'

const byName = (a: User, b: User): number => compareText(a.username, b.username)

/** The accounts below a user's, by name, as far as the caller may look at them. */
export const subaccountsOf = (viewer: Viewer, user: User): User[] =>
  administeredAccounts(viewer, user).filter(({ username }) => username !== user.username).sort(byName)

/**
 * The accounts with the same parent, by name, as far as the caller may look at them. The old account API nests
 * everybody below the organisation's admin, who has no parent and so no siblings.
 */
export function siblingsOf (viewer: Viewer, user: User): User[] {
  if (isOrganizationAdmin(user)) return []
  return [...viewer.world.facts.users.values()]
    .filter((other) => other.username !== user.username && !isOrganizationAdmin(other))
    .filter(({ username }) => seesUser(viewer, username))
    .sort(byName)
}

/** The names of the organisation's users, sorted, as far as the caller may look at them. */
export const usernamesOf = (viewer: Viewer): string[] =>
  [...viewer.world.facts.users.values()]
    .map(({ username }) => username)
    .filter((username) => seesUser(viewer, username))
    .sort(compareText)
