import type { FastifyInstance } from 'fastify'
import { apps } from '../resources/app.js'
import type { AppStoreContext } from '../context.js'
import { linkageDocument, linkagesDocument, listDocument, oneDocument } from '../json-api/document.js'
import { orderOf, sorted, type Order } from '../json-api/page.js'
import { get } from '../json-api/route.js'
import { linkageSchema, linkagesSchema, listSchema, maybeSchema, oneSchema } from '../json-api/schemas.js'
import { App, AppStoreVersion, Build, BuildIcon, PreReleaseVersion } from '../schemas.js'
import { appStoreVersions } from '../resources/app-store-version.js'
import { preReleaseVersions } from '../resources/pre-release-version.js'
import { appStoreVersionParameters } from '../versions/versions.parameters.js'
import { buildAppParameters, buildIconsParameters, buildListParameters, buildParameters, buildPreReleaseVersionParameters, linkageParameters, linkagesParameters } from './builds.parameters.js'
import { attachedVersion, builds } from '../resources/build.js'
import { buildOrder, buildSorts, filterBuilds, findBuild } from '../records/builds.js'
import { buildIcons, iconsOf, type BuildIcon as Icon } from '../resources/build-icon.js'

const about = { tag: 'Builds', access: 'builds', fidelity: 'documented' } as const
const iconOrder: Order<Icon> = { position: ({ id }) => [id], descending: [false] }

export function buildRoutes (app: FastifyInstance, context: AppStoreContext): void {
  get(app, {
    ...about, path: '/v1/builds', id: 'builds_getCollection', summary: 'List builds', parameters: buildListParameters, response: listSchema(Build, PreReleaseVersion, App, AppStoreVersion, BuildIcon),
    note: 'The order without sort is ours: newest upload first. Beta groups, testers, reviews and localizations are always empty.'
  }, async (request, reply) => {
    const { parameters } = request
    const found = filterBuilds(request.world, parameters, request.at)
    const order = orderOf(parameters.sort, buildSorts, buildOrder)
    return listDocument(context, request, reply, builds, parameters.sort.length === 0 ? found : sorted(found, order), order)
  })

  get(app, { ...about, path: '/v1/builds/:id', id: 'builds_getInstance', summary: 'Read build information', parameters: buildParameters, response: oneSchema(Build, PreReleaseVersion, App, AppStoreVersion, BuildIcon) },
    async (request, reply) => oneDocument(context, request, reply, builds, findBuild(request.world, request.params.id, request.at)))

  get(app, { ...about, path: '/v1/builds/:id/app', id: 'builds_app_getToOneRelated', summary: 'Read the app information of a build', parameters: buildAppParameters, response: oneSchema(App) },
    async (request, reply) => oneDocument(context, request, reply, apps, request.world.facts.apps.get(findBuild(request.world, request.params.id, request.at).appId)))

  get(app, { ...about, path: '/v1/builds/:id/preReleaseVersion', id: 'builds_preReleaseVersion_getToOneRelated', summary: 'Read the prerelease version of a build', parameters: buildPreReleaseVersionParameters, response: oneSchema(PreReleaseVersion) },
    async (request, reply) => {
      const build = findBuild(request.world, request.params.id, request.at)
      return oneDocument(context, request, reply, preReleaseVersions, request.world.facts.preReleaseVersions.get(build.preReleaseVersionId))
    })

  get(app, {
    ...about, path: '/v1/builds/:id/appStoreVersion', id: 'builds_appStoreVersion_getToOneRelated', summary: 'Read the App Store version information of a build', parameters: appStoreVersionParameters, response: maybeSchema(AppStoreVersion, App, Build),
    note: 'The data is null until the build is submitted.'
  }, async (request, reply) => {
    const build = findBuild(request.world, request.params.id, request.at)
    return oneDocument(context, request, reply, appStoreVersions, attachedVersion(request.world, build, request.at))
  })

  get(app, { ...about, path: '/v1/builds/:id/icons', id: 'builds_icons_getToManyRelated', summary: 'List all icons for a build', parameters: buildIconsParameters, response: listSchema(BuildIcon), note: 'One icon a build; its picture is not served.' },
    async (request, reply) => listDocument(context, request, reply, buildIcons, iconsOf(findBuild(request.world, request.params.id, request.at), request.at), iconOrder))

  get(app, { ...about, path: '/v1/builds/:id/relationships/app', id: 'builds_app_getToOneRelationship', summary: 'Get the app resource id for a build', parameters: linkageParameters, response: linkageSchema('apps') },
    async (request) => linkageDocument(context, request, 'apps', request.world.facts.apps.get(findBuild(request.world, request.params.id, request.at).appId)))

  get(app, { ...about, path: '/v1/builds/:id/relationships/preReleaseVersion', id: 'builds_preReleaseVersion_getToOneRelationship', summary: 'Get the prerelease version id of a build', parameters: linkageParameters, response: linkageSchema('preReleaseVersions') },
    async (request) => linkageDocument(context, request, 'preReleaseVersions', { id: findBuild(request.world, request.params.id, request.at).preReleaseVersionId }))

  get(app, { ...about, path: '/v1/builds/:id/relationships/appStoreVersion', id: 'builds_appStoreVersion_getToOneRelationship', summary: 'Get the App Store version id of a build', parameters: linkageParameters, response: linkageSchema('appStoreVersions') },
    async (request) => linkageDocument(context, request, 'appStoreVersions', attachedVersion(request.world, findBuild(request.world, request.params.id, request.at), request.at)))

  get(app, { ...about, path: '/v1/builds/:id/relationships/icons', id: 'builds_icons_getToManyRelationship', summary: 'List the ids of a build\'s icons', parameters: linkagesParameters, response: linkagesSchema('buildIcons') },
    async (request, reply) => linkagesDocument(context, request, reply, 'buildIcons', iconsOf(findBuild(request.world, request.params.id, request.at), request.at), iconOrder))
}
