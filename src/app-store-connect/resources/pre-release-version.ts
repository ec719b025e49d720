import { Type, type Static } from '../../kernel/schema.js'
import { platforms, type PreReleaseVersion } from '../../facts/app-store.js'
import type { ResourceType } from '../json-api/resource.js'
import { buildsIn } from '../records/visible.js'

export const PreReleaseVersionAttributes = Type.Object({
  version: Type.String({ description: 'The marketing version.' }),
  platform: Type.Enum(platforms)
})
export type PreReleaseVersionAttributes = Static<typeof PreReleaseVersionAttributes>

export const preReleaseVersions: ResourceType<PreReleaseVersion> = {
  type: 'preReleaseVersions',
  attributeNames: Object.keys(PreReleaseVersionAttributes.properties),
  attributes: ({ version, platform }): PreReleaseVersionAttributes => ({ version, platform }),
  relationships: {
    builds: { many: true, links: 'both', type: 'builds', find: (version, { world, at }) => buildsIn(world, 'preReleaseVersion', version.id, at) },
    app: { many: false, links: 'both', type: 'apps', find: (version, { world }) => [world.facts.apps.get(version.appId)!] }
  }
}
