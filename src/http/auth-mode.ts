/**
 * How credentials are checked. off: none are needed; any: any do; strict: they are proven, and roles and visibility
 * apply.
 */
export type AuthMode = 'off' | 'any' | 'strict'
