import { compareText } from '../kernel/sorted.js'
import type { ApiKey, AppBuild, AppVersion, PreReleaseVersion, StoreApp } from './app-store.js'
import type { CollectionSpec } from './collection.js'

const newestUpload = (a: AppBuild, b: AppBuild): number => b.uploaded - a.uploaded || compareText(a.id, b.id)

type Created = Pick<AppVersion, 'created' | 'id'>
const newestCreated = (a: Created, b: Created): number => b.created - a.created || compareText(a.id, b.id)

const everything = (): string => ''

/** The collections of App Store Connect's facts. `all` holds every record in the order lists have by default. */
export const appStoreCollections = {
  apiKeys: { key: (key: ApiKey) => key.keyId, indexes: {} },
  apps: {
    key: (app: StoreApp) => app.id,
    indexes: { all: { group: everything, compare: newestCreated } }
  },
  appVersions: {
    key: (version: AppVersion) => version.id,
    indexes: { app: { group: (version) => version.appId, compare: newestCreated } }
  } satisfies CollectionSpec<AppVersion>,
  preReleaseVersions: {
    key: (version: PreReleaseVersion) => version.id,
    indexes: {
      all: { group: everything, compare: newestCreated },
      app: { group: (version) => version.appId, compare: newestCreated }
    }
  } satisfies CollectionSpec<PreReleaseVersion>,
  appBuilds: {
    key: (build: AppBuild) => build.id,
    indexes: {
      all: { group: everything, compare: newestUpload },
      app: { group: (build) => build.appId, compare: newestUpload },
      preReleaseVersion: { group: (build) => build.preReleaseVersionId, compare: newestUpload },
      pinned: { group: (build) => build.signatures.length > 0 ? '' : undefined, compare: newestUpload }
    }
  } satisfies CollectionSpec<AppBuild>
}
