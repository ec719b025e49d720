import type { FastifyInstance } from 'fastify'
import type { AppStoreContext } from '../context.js'
import { buildOrder } from '../records/builds.js'
import { builds } from '../resources/build.js'
import { linkagesParameters } from '../builds/builds.parameters.js'
import { linkagesDocument, listDocument, oneDocument } from '../json-api/document.js'
import { orderOf, sorted } from '../json-api/page.js'
import { get } from '../json-api/route.js'
import { linkagesSchema, listSchema, oneSchema } from '../json-api/schemas.js'
import { App, AppStoreVersion, Build, BuildIcon, PreReleaseVersion } from '../schemas.js'
import { appStoreVersionOrder, filterAppStoreVersions, preReleaseVersionOrder } from '../records/versions.js'
import { appStoreVersions } from '../resources/app-store-version.js'
import { preReleaseVersions } from '../resources/pre-release-version.js'
import { appStoreVersionListParameters } from '../versions/versions.parameters.js'
import { appVersionsOf, buildsIn, preReleaseVersionsIn } from '../records/visible.js'
import { appBuildsParameters, appListParameters, appParameters, appPreReleaseVersionsParameters } from './apps.parameters.js'
import { apps } from '../resources/app.js'
import { appOrder, appSorts, filterApps, findApp } from '../records/apps.js'

const about = { tag: 'Apps', access: 'apps', fidelity: 'documented' } as const
const included = [AppStoreVersion, PreReleaseVersion, Build, BuildIcon]

export function appRoutes (app: FastifyInstance, context: AppStoreContext): void {
  get(app, {
    ...about, path: '/v1/apps', id: 'apps_getCollection', summary: 'List apps', parameters: appListParameters, response: listSchema(App, ...included),
    note: 'The order without sort is ours: newest app first.'
  }, async (request, reply) => {
    const { parameters } = request
    const found = filterApps(request.world, parameters, request.at)
    const order = orderOf(parameters.sort, appSorts, appOrder)
    return listDocument(context, request, reply, apps, parameters.sort.length === 0 ? found : sorted(found, order), order)
  })

  get(app, { ...about, path: '/v1/apps/:id', id: 'apps_getInstance', summary: 'Read app information', parameters: appParameters, response: oneSchema(App, ...included) },
    async (request, reply) => oneDocument(context, request, reply, apps, findApp(request.world, request.params.id)))

  get(app, {
    ...about, access: 'builds', path: '/v1/apps/:id/builds', id: 'apps_builds_getToManyRelated', summary: 'List all builds of an app', parameters: appBuildsParameters, response: listSchema(Build)
  }, async (request, reply) => {
    const { id } = findApp(request.world, request.params.id)
    return listDocument(context, request, reply, builds, buildsIn(request.world, 'app', id, request.at), buildOrder)
  })

  get(app, {
    ...about, path: '/v1/apps/:id/preReleaseVersions', id: 'apps_preReleaseVersions_getToManyRelated', summary: 'List all prerelease versions for an app', parameters: appPreReleaseVersionsParameters, response: listSchema(PreReleaseVersion)
  }, async (request, reply) => {
    const { id } = findApp(request.world, request.params.id)
    return listDocument(context, request, reply, preReleaseVersions, preReleaseVersionsIn(request.world, 'app', id, request.at), preReleaseVersionOrder)
  })

  get(app, {
    ...about, path: '/v1/apps/:id/appStoreVersions', id: 'apps_appStoreVersions_getToManyRelated', summary: 'List all App Store versions for an app', parameters: appStoreVersionListParameters, response: listSchema(AppStoreVersion, App, Build)
  }, async (request, reply) => {
    const { id } = findApp(request.world, request.params.id)
    return listDocument(context, request, reply, appStoreVersions, filterAppStoreVersions(request.world, id, request.parameters, request.at), appStoreVersionOrder)
  })

  get(app, {
    ...about, access: 'builds', path: '/v1/apps/:id/relationships/builds', id: 'apps_builds_getToManyRelationship', summary: 'List the ids of an app\'s builds', parameters: linkagesParameters, response: linkagesSchema('builds')
  }, async (request, reply) => {
    const { id } = findApp(request.world, request.params.id)
    return linkagesDocument(context, request, reply, 'builds', buildsIn(request.world, 'app', id, request.at), buildOrder)
  })

  get(app, {
    ...about, path: '/v1/apps/:id/relationships/preReleaseVersions', id: 'apps_preReleaseVersions_getToManyRelationship', summary: 'List the ids of an app\'s prerelease versions', parameters: linkagesParameters, response: linkagesSchema('preReleaseVersions')
  }, async (request, reply) => {
    const { id } = findApp(request.world, request.params.id)
    return linkagesDocument(context, request, reply, 'preReleaseVersions', preReleaseVersionsIn(request.world, 'app', id, request.at), preReleaseVersionOrder)
  })

  get(app, {
    ...about, path: '/v1/apps/:id/relationships/appStoreVersions', id: 'apps_appStoreVersions_getToManyRelationship', summary: 'List the ids of an app\'s App Store versions', parameters: linkagesParameters, response: linkagesSchema('appStoreVersions')
  }, async (request, reply) => {
    const { id } = findApp(request.world, request.params.id)
    return linkagesDocument(context, request, reply, 'appStoreVersions', appVersionsOf(request.world, id, request.at), appStoreVersionOrder)
  })
}
