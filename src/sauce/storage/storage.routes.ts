import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { Type, ref, type Static, type TSchema } from '../../kernel/schema.js'
import { sendBytes } from '../../http/send-bytes.js'
import { withIncoming } from '../../worlds/incoming.js'
import { listOf } from '../accounts/directory.js'
import { currentUser } from '../access.js'
import { readForm, uploadLimits } from '../assets/multipart.js'
import { addSchemas } from '../components.js'
import type { SauceContext } from '../context.js'
import { fileResponse } from '../file-response.js'
import { linkBase } from '../hosts.js'
import { storageGroup, storageItem } from './storage.body.js'
import * as wire from './storage.schema.js'
import { changeFile, deleteFile, deleteGroup, findFile, findFiles, groupsOf, storeFile } from './storage.js'

const FileParams = Type.Object({ file_id: Type.String({ description: 'The id of a file: a UUID.' }) })
const GroupParams = Type.Object({ group_id: Type.String({ description: 'The id of a group: a number.' }) })
interface ByFile { Params: Static<typeof FileParams> }
interface ByGroup { Params: Static<typeof GroupParams> }
interface Paged { Querystring: { page?: number, per_page?: number } }

const listing = <T extends TSchema>(item: T): { 200: TSchema } => ({
  200: Type.Object({
    items: Type.Array(ref(item)),
    links: ref(wire.PageLinks),
    page: Type.Integer(),
    per_page: Type.Integer(),
    total_items: Type.Integer()
  })
})

interface Listing<B> { items: B[], links: wire.PageLinks, page: number, per_page: number, total_items: number }

const OneItem = Type.Object({ item: ref(wire.StorageItem) })
const tags = ['Storage']
const documented = { fidelity: 'documented' } as const
const megabyte = 1024 * 1024

/** The app storage: packages that clients upload, list, download and delete. */
export async function storageRoutes (app: FastifyInstance, context: SauceContext): Promise<void> {
  addSchemas(app, wire.storageSchemas)

  const listed = <T, B>(request: FastifyRequest<Paged>, all: readonly T[], body: (record: T) => B): Listing<B> => {
    const { page = 1, per_page: asked = wire.pageSize.usual } = request.query
    const size = Math.min(asked, wire.pageSize.most)
    return {
      items: all.slice((page - 1) * size, page * size).map(body),
      links: linksOf(request.url, linkBase(context, request), page, page * size < all.length),
      page,
      per_page: size,
      total_items: all.length
    }
  }

  app.get<{ Querystring: wire.FilesQuery }>('/v1/storage/files', {
    config: { ...documented, note: 'Everybody sees the files of their team; no icon is read.' },
    schema: {
      tags,
      operationId: 'getStorageFiles',
      summary: 'Get files of the app storage',
      querystring: wire.FilesQuery,
      response: listing(wire.StorageItem)
    }
  }, async (request) => {
    const { world, query } = request
    // No file is shared with an organization.
    if (query.org_id !== undefined) return listed(request, [], (file: never) => file)
    const files = findFiles(request, {
      q: query.q,
      name: query.name,
      kinds: listOf(query.kind),
      ids: listOf(query.file_id),
      sha256: query.sha256,
      tags: listOf(query.tag),
      teamIds: listOf(query.team_id)
    })
    return listed(request, files, (file) => storageItem(file, world))
  })

  app.get<{ Querystring: wire.GroupsQuery }>('/v1/storage/groups', {
    config: { ...documented, note: 'Without the settings of a group, which say how devices run an app.' },
    schema: {
      tags,
      operationId: 'getStorageGroups',
      summary: 'Get the apps that files of the app storage belong to',
      querystring: wire.GroupsQuery,
      response: listing(wire.StorageGroup)
    }
  }, async (request) => {
    const { world, query } = request
    const ids = listOf(query.group_id)
    const groups = groupsOf(world, findFiles(request, { q: query.q, kinds: listOf(query.kind) }))
      .filter(({ id }) => ids?.includes(String(id)) ?? true)
    return listed(request, groups, (group) => storageGroup(group, world))
  })

  app.get<ByFile>('/v1/storage/download/:file_id', {
    config: documented,
    schema: {
      tags,
      operationId: 'downloadStorageFile',
      summary: 'Download a file of the app storage',
      params: FileParams,
      response: fileResponse('/v1/storage/')
    }
  }, async (request, reply) => {
    const { hash, name } = findFile(request, request.params.file_id)
    const stored = await context.store.getBytes(hash)
    if (stored === undefined) throw new NotFound('file', request.params.file_id)
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.length)
    return await sendBytes(request, reply, { bytes, etag: `"${hash.slice(0, 27)}"`, type: binary, text: false })
  })

  app.put<ByFile & { Body: wire.FileEdit }>('/v1/storage/files/:file_id', {
    config: documented,
    schema: {
      tags,
      operationId: 'updateStorageFile',
      summary: 'Change the description or the tags of a file',
      params: FileParams,
      body: ref(wire.FileEdit),
      response: { 200: Type.Object({ item: ref(wire.StorageItem), changed: Type.Boolean() }) }
    }
  }, async (request) => {
    const { file, changed } = changeFile(request, request.params.file_id, request.body.item)
    return { item: storageItem(file, request.world), changed }
  })

  app.delete<ByFile>('/v1/storage/files/:file_id', {
    config: documented,
    schema: {
      tags,
      operationId: 'deleteStorageFile',
      summary: 'Delete a file of the app storage',
      params: FileParams,
      response: { 200: OneItem }
    }
  }, async (request) => ({ item: storageItem(deleteFile(request, request.params.file_id), request.world) }))

  app.delete<ByGroup>('/v1/storage/groups/:group_id', {
    config: { ...documented, note: 'Deletes those files of the group that the caller may delete.' },
    schema: {
      tags,
      operationId: 'deleteStorageGroup',
      summary: 'Delete the files of an app',
      params: GroupParams,
      response: { 200: Type.Object({ item: ref(wire.StorageGroup) }) }
    }
  }, async (request) => ({
    item: storageGroup(deleteGroup(request, Number(request.params.group_id)), request.world)
  }))

  // The body is read by the route itself, so it is a plugin with a parser of its own.
  await app.register(async (part) => {
    part.removeAllContentTypeParsers()
    part.addContentTypeParser('*', (_request, body, done) => { done(null, body) })

    part.post('/v1/storage/upload', {
      bodyLimit: uploadLimits.total,
      config: {
        ...documented,
        note: `At most ${uploadLimits.file / megabyte} MB; the real service takes 4 GB, of four kinds of file.`
      },
      schema: {
        tags,
        operationId: 'uploadApp',
        summary: 'Upload a file to the app storage',
        consumes: ['multipart/form-data'],
        response: { 201: OneItem }
      }
    }, async (request, reply) => {
      const owner = currentUser(request).username
      const file = await withIncoming(request.world.holdings, async (incoming) => {
        const form = await readForm(request.raw, uploadLimits, incoming)
        return await storeFile(request, owner, form, incoming.handingTo(context.store))
      })
      reply.code(201)
      return { item: storageItem(file, request.world) }
    })
  })
}

const binary = 'application/octet-stream'

/** Links to a page's neighbours; the request's other parameters are kept. */
function linksOf (url: string, base: string, page: number, hasNext: boolean): wire.PageLinks {
  const [path = '', query] = url.split('?')
  const linkTo = (page: number): string => {
    const parameters = new URLSearchParams(query)
    parameters.set('page', String(page))
    return `${base}${path}?${parameters.toString()}`
  }
  return {
    self: linkTo(page),
    ...(page > 1 ? { prev: linkTo(page - 1) } : {}),
    ...(hasNext ? { next: linkTo(page + 1) } : {})
  }
}
