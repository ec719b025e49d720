import { NotFound } from '../../kernel/errors.js'
import type { AppBuild, AppVersion, PreReleaseVersion, StoreApp } from '../../facts/app-store.js'
import type { Moment } from './moment.js'

/** The app of that id. @throws NotFound */
export function findApp (id: string, { world }: Moment): StoreApp {
  const app = world.facts.apps.get(id)
  if (app === undefined) throw new NotFound('apps', id)
  return app
}

/** The build of that id, if it has been uploaded by now. @throws NotFound */
export function findBuild (id: string, { world, at }: Moment): AppBuild {
  const build = world.facts.appBuilds.get(id)
  if (build === undefined || build.uploaded > at) throw new NotFound('builds', id)
  return build
}

/** The marketing version of that id, if it has builds by now. @throws NotFound */
export function findPreReleaseVersion (id: string, { world, at }: Moment): PreReleaseVersion {
  const version = world.facts.preReleaseVersions.get(id)
  if (version === undefined || version.created > at) throw new NotFound('preReleaseVersions', id)
  return version
}

/** The App Store version of that id, if it has been created by now. @throws NotFound */
export function findAppStoreVersion (id: string, { world, at }: Moment): AppVersion {
  const version = world.facts.appVersions.get(id)
  if (version === undefined || version.created > at) throw new NotFound('appStoreVersions', id)
  return version
}
