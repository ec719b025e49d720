import type { FastifyInstance } from 'fastify'
import { apps } from '../resources/app.js'
import { buildAppParameters, linkageParameters, linkagesParameters } from '../builds/builds.parameters.js'
import { buildOrder } from '../records/builds.js'
import { builds } from '../resources/build.js'
import type { AppStoreContext } from '../context.js'
import { linkageDocument, linkagesDocument, listDocument, oneDocument } from '../json-api/document.js'
import { orderOf, sorted } from '../json-api/page.js'
import { get } from '../json-api/route.js'
import { linkageSchema, linkagesSchema, listSchema, maybeSchema, oneSchema } from '../json-api/schemas.js'
import { App, AppStoreVersion, Build, PreReleaseVersion } from '../schemas.js'
import { buildsIn } from '../records/visible.js'
import { appStoreVersions, buildOf } from '../resources/app-store-version.js'
import { preReleaseVersions } from '../resources/pre-release-version.js'
import { appStoreVersionParameters, preReleaseVersionListParameters, preReleaseVersionParameters, versionBuildsParameters } from './versions.parameters.js'
import { filterPreReleaseVersions, findAppStoreVersion, findPreReleaseVersion, preReleaseVersionOrder, preReleaseVersionSorts } from '../records/versions.js'

const about = { tag: 'Versions', access: 'apps', fidelity: 'documented' } as const

export function versionRoutes (app: FastifyInstance, context: AppStoreContext): void {
  get(app, { ...about, path: '/v1/preReleaseVersions', id: 'preReleaseVersions_getCollection', summary: 'List prerelease versions', parameters: preReleaseVersionListParameters, response: listSchema(PreReleaseVersion, Build, App) },
    async (request, reply) => {
      const { parameters } = request
      const found = filterPreReleaseVersions(request.world, parameters, request.at)
      const order = orderOf(parameters.sort, preReleaseVersionSorts, preReleaseVersionOrder)
      return listDocument(context, request, reply, preReleaseVersions, parameters.sort.length === 0 ? found : sorted(found, order), order)
    })

  get(app, { ...about, path: '/v1/preReleaseVersions/:id', id: 'preReleaseVersions_getInstance', summary: 'Read prerelease version information', parameters: preReleaseVersionParameters, response: oneSchema(PreReleaseVersion, Build, App) },
    async (request, reply) => oneDocument(context, request, reply, preReleaseVersions, findPreReleaseVersion(request.world, request.params.id, request.at)))

  get(app, { ...about, path: '/v1/preReleaseVersions/:id/app', id: 'preReleaseVersions_app_getToOneRelated', summary: 'Read the app of a prerelease version', parameters: buildAppParameters, response: oneSchema(App) },
    async (request, reply) => oneDocument(context, request, reply, apps, request.world.facts.apps.get(findPreReleaseVersion(request.world, request.params.id, request.at).appId)))

  get(app, { ...about, access: 'builds', path: '/v1/preReleaseVersions/:id/builds', id: 'preReleaseVersions_builds_getToManyRelated', summary: 'List all builds of a prerelease version', parameters: versionBuildsParameters, response: listSchema(Build) },
    async (request, reply) => {
      const { id } = findPreReleaseVersion(request.world, request.params.id, request.at)
      return listDocument(context, request, reply, builds, buildsIn(request.world, 'preReleaseVersion', id, request.at), buildOrder)
    })

  get(app, { ...about, path: '/v1/preReleaseVersions/:id/relationships/app', id: 'preReleaseVersions_app_getToOneRelationship', summary: 'Get the app id for a prerelease version', parameters: linkageParameters, response: linkageSchema('apps') },
    async (request) => linkageDocument(context, request, 'apps', { id: findPreReleaseVersion(request.world, request.params.id, request.at).appId }))

  get(app, { ...about, access: 'builds', path: '/v1/preReleaseVersions/:id/relationships/builds', id: 'preReleaseVersions_builds_getToManyRelationship', summary: 'List the ids of a prerelease version\'s builds', parameters: linkagesParameters, response: linkagesSchema('builds') },
    async (request, reply) => {
      const { id } = findPreReleaseVersion(request.world, request.params.id, request.at)
      return linkagesDocument(context, request, reply, 'builds', buildsIn(request.world, 'preReleaseVersion', id, request.at), buildOrder)
    })

  get(app, { ...about, path: '/v1/appStoreVersions/:id', id: 'appStoreVersions_getInstance', summary: 'Read App Store version information', parameters: appStoreVersionParameters, response: oneSchema(AppStoreVersion, App, Build) },
    async (request, reply) => oneDocument(context, request, reply, appStoreVersions, findAppStoreVersion(request.world, request.params.id, request.at)))

  get(app, { ...about, access: 'builds', path: '/v1/appStoreVersions/:id/build', id: 'appStoreVersions_build_getToOneRelated', summary: 'Read the build of an App Store version', parameters: { fields: versionBuildsParameters.fields! }, response: maybeSchema(Build) },
    async (request, reply) => {
      const found = buildOf(request.world, findAppStoreVersion(request.world, request.params.id, request.at), request.at)
      return oneDocument(context, request, reply, builds, found)
    })

  get(app, { ...about, access: 'builds', path: '/v1/appStoreVersions/:id/relationships/build', id: 'appStoreVersions_build_getToOneRelationship', summary: 'Get the build id of an App Store version', parameters: linkageParameters, response: linkageSchema('builds') },
    async (request) => linkageDocument(context, request, 'builds', buildOf(request.world, findAppStoreVersion(request.world, request.params.id, request.at), request.at)))
}
