import type { Resources } from '../json-api/resource.js'
import { appStoreVersions } from './app-store-version.js'
import { apps } from './app.js'
import { buildIcons } from './build-icon.js'
import { builds } from './build.js'
import { diagnosticSignatures } from './diagnostic-signature.js'
import { preReleaseVersions } from './pre-release-version.js'

/**
 * All resource types. What `fields[…]` and `include` take, the schemas, the documents and the refusals of what is not
 * served follow from this table. The order is that of the components in the OpenAPI document.
 */
export const resources: Resources = {
  apps,
  builds,
  buildIcons,
  appStoreVersions,
  preReleaseVersions,
  diagnosticSignatures
}
