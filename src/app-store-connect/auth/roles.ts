/** What a key's role must allow: looking at apps and versions, at builds, or at what customers' devices reported. */
export type Access = 'apps' | 'builds' | 'metrics'

/** From what most keys may see to what the fewest may. */
const narrowing: readonly Access[] = ['apps', 'builds', 'metrics']

/** What a key needs that must be allowed both: who may see the narrower may see the other. */
export const bothOf = (one: Access, other: Access): Access =>
  narrowing.indexOf(one) > narrowing.indexOf(other) ? one : other

/**
 * Who may look at what. That an app manager's key reads metrics and that weaker keys get a 403 has been seen; the rest
 * of the table follows Apple's description of the roles.
 */
const allowed: Readonly<Record<Access, ReadonlySet<string>>> = {
  apps: new Set([
    'ADMIN', 'ACCOUNT_HOLDER', 'APP_MANAGER', 'DEVELOPER', 'MARKETING', 'SALES', 'FINANCE', 'ACCESS_TO_REPORTS',
    'CUSTOMER_SUPPORT'
  ]),
  builds: new Set(['ADMIN', 'ACCOUNT_HOLDER', 'APP_MANAGER', 'DEVELOPER', 'MARKETING']),
  metrics: new Set(['ADMIN', 'ACCOUNT_HOLDER', 'APP_MANAGER', 'DEVELOPER'])
}

export const mayAccess = (role: string, access: Access): boolean => allowed[access].has(role)
