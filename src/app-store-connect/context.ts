import type { Resources } from './json-api/document.js'
import { ResourceTexts, type Profile } from './json-api/resource.js'
import { Measurements } from './metrics/measurements.js'

/** off: no credentials needed; any: any bearer token does; strict: tokens are checked and roles apply. */
export type AuthMode = 'off' | 'any' | 'strict'

export interface AppStoreOptions {
  auth: AuthMode
  publicUrl: string | undefined
  profile?: Profile
}

/** What the slices are handed: the options that concern them, and caches of one twin. */
export interface AppStoreContext {
  readonly publicUrl: string | undefined
  readonly profile: Profile
  readonly resources: Resources
  readonly texts: ResourceTexts
  readonly measurements: Measurements
}

export const appStoreContext = ({ publicUrl, profile = 'live' }: AppStoreOptions, resources: Resources): AppStoreContext =>
  ({ publicUrl, profile, resources, texts: new ResourceTexts(), measurements: new Measurements() })
