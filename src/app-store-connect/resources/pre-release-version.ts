import { Type, type Static } from '../../kernel/schema.js'
import {
  isExpired, platforms, processingStateAt, processingStates, type AppBuild, type PreReleaseVersion
} from '../../facts/app-store.js'
import { newestFirst, versionText } from '../json-api/page.js'
import { some, toMany, toOne } from '../json-api/relationship.js'
import { resource } from '../json-api/resource.js'
import { findPreReleaseVersion } from '../records/find.js'
import type { Moment } from '../records/moment.js'
import { audiences } from '../records/states.js'
import { buildsIn, preReleaseVersionsIn } from '../records/visible.js'

declare module '../json-api/records.js' {
  interface Records { preReleaseVersions: PreReleaseVersion }
}

const PreReleaseVersionAttributes = Type.Object({
  version: Type.String({ description: 'The marketing version.' }),
  platform: Type.Enum(platforms)
})

const buildsOf = ({ id }: PreReleaseVersion, moment: Moment): readonly AppBuild[] =>
  buildsIn(moment, 'preReleaseVersion', id)

/** Something of each of a marketing version's builds. */
const ofBuilds = <V>(of: (build: AppBuild, moment: Moment) => V) =>
  (version: PreReleaseVersion, moment: Moment): V[] => buildsOf(version, moment).map((build) => of(build, moment))

export const preReleaseVersions = resource({
  type: 'preReleaseVersions',
  component: 'PrereleaseVersion',
  access: 'apps',
  attributes: PreReleaseVersionAttributes,
  show: ({ version, platform }): Static<typeof PreReleaseVersionAttributes> => ({ version, platform }),
  relationships: {
    builds: { ...toMany, type: 'builds', find: buildsOf },
    app: { ...toOne, type: 'apps', find: ({ appId }, { world }) => some(world.facts.apps.get(appId)) }
  },
  order: newestFirst,
  sorts: { version: ({ version }) => versionText(version) },
  filters: {
    'builds.buildAudienceType': { takes: audiences, of: ofBuilds(({ audience }) => audience) },
    'builds.expired': { takes: 'text', of: ofBuilds((build, { at }) => isExpired(build, at)) },
    'builds.processingState': {
      takes: processingStates, of: ofBuilds((build, { at }) => processingStateAt(build, at))
    },
    'builds.version': { takes: 'text', of: ofBuilds(({ version }) => version) },
    platform: { takes: platforms, of: ({ platform }) => platform },
    version: { takes: 'text', of: ({ version }) => version },
    app: { takes: 'text', of: ({ appId }) => appId },
    builds: { takes: 'text', of: ofBuilds(({ id }) => id) }
  },
  endpoints: {
    tag: 'Versions',
    collection: { summary: 'List prerelease versions', all: (moment) => preReleaseVersionsIn(moment, 'all', '') },
    instance: { summary: 'Read prerelease version information', find: findPreReleaseVersion },
    related: {
      app: { summary: 'Read the app of a prerelease version', ids: 'Get the app id for a prerelease version' },
      builds: {
        summary: 'List all builds of a prerelease version', ids: 'List the ids of a prerelease version\'s builds'
      }
    }
  }
})
