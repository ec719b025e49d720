import '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { destinationOf } from '../../http/destination.js'
import { baseUrl, reachedAt } from '../../http/request.js'
import { NotFound } from '../../kernel/errors.js'
import { Type, type Static } from '../../kernel/schema.js'
import { defaultWorld } from '../../worlds/registry.js'
import type { SauceContext } from '../context.js'
import { Flag, isOn } from '../flags.js'
import type * as Downloads from './downloads.js'

const DownloadQuery = Type.Object({
  os: Type.Optional(Type.String({ description: 'linux, macos or windows; linux if left out.' })),
  arch: Type.Optional(Type.String({ description: 'x86_64 or arm64; x86_64 if left out.' })),
  version: Type.Optional(Type.String({ description: 'A version or its beginning; 5 if left out.' }))
})
const VersionsQuery = Type.Object({
  client_version: Type.Optional(Type.String({ description: 'The version to tell of; else the newest.' })),
  client_host: Type.Optional(Type.String({ description: 'The system to tell of, such as linux-amd64.' })),
  all: Type.Optional(Flag)
})
const Archive = Type.Object({ archive: Type.String({ description: 'The name of an archive that was offered.' }) })

const Checksum = Type.Object({ value: Type.String(), algorithm: Type.String() })
const Download = Type.Object({
  download: Type.Optional(Type.Object({
    url: Type.String(), version: Type.String(), checksums: Type.Array(Checksum)
  })),
  error: Type.Optional(Type.Object({ code: Type.Integer(), message: Type.String() }))
})
const BySystem = Type.Record(Type.Object({ download_url: Type.String(), sha1: Type.String() }))
const Versions = Type.Object({
  downloads: BySystem,
  all_downloads: Type.Optional(Type.Record(BySystem)),
  info_url: Type.String(),
  latest_version: Type.String(),
  warning: Type.Array(Type.String())
})
const VersionFile = Type.Record(Type.Unknown())

const tags = ['Tunnels']
const open = { credentials: 'open' } as const
const files = '/rest/v1/public/tunnels/sauce-connect/files'
const note = 'What is offered is a program of perftwin\'s, which opens a tunnel in name by the API; it needs Node.'

/** The downloads that launchers of Sauce Connect ask for. */
export function sauceConnectRoutes (app: FastifyInstance, context: SauceContext): void {
  /** The twin as the program is to ask it: not by a vendor's host that was asked, for that name may lead away. */
  const twinOf = (request: FastifyRequest): string => {
    const base = baseUrl(request, context.publicUrl)
    const reached = reachedAt(request)
    if (destinationOf(request.raw)?.vendor === undefined || reached === undefined) return base
    const { name } = request.world
    return (context.publicUrl ?? `http://${reached}`) + (name === defaultWorld ? '' : `/w/${name}`)
  }

  /** Where a file is: at the host that was asked, or for who knows that one by a proxy alone, at the twin itself. */
  const fileUrl = (request: FastifyRequest, name: string): string => {
    const isProxied = destinationOf(request.raw)?.isProxied === true
    const base = isProxied ? twinOf(request) : baseUrl(request, context.publicUrl)
    // Clients download by https and nothing else.
    return `${base.replace(/^http:/, 'https:')}${files}/${encodeURIComponent(name)}`
  }

  const offered = ({ fileNameOf, sumsOf, versionFor }: typeof Downloads, request: FastifyRequest, wanted: {
    version: string, os: string, arch: string
  }): { version: string, url: string, sums: Downloads.Sums } => {
    const twin = twinOf(request)
    const version = versionFor(wanted.version, twin)
    const name = fileNameOf(version, wanted.os, wanted.arch)
    return { version, url: fileUrl(request, name), sums: sumsOf(name, twin) }
  }

  app.get<{ Querystring: Static<typeof DownloadQuery> }>('/rest/v1/public/tunnels/sauce-connect/download', {
    config: { ...open, fidelity: 'documented', note: `${note} There is none for Windows.` },
    schema: {
      tags,
      operationId: 'scDownload',
      summary: 'Where to download Sauce Connect 5',
      querystring: DownloadQuery,
      response: { 200: Download }
    }
  }, async (request) => {
    const { os = 'linux', arch = 'x86_64', version: asked = '5' } = request.query
    const downloads = await import('./downloads.js')
    if (!downloads.isServedSystem(os)) {
      const message = `perftwin's stand-in for Sauce Connect does not run on ${os.slice(0, 40)}`
      return { error: { code: 404, message } }
    }
    const { version, url, sums } = offered(downloads, request, { version: asked, os, arch })
    return { download: { url, version, checksums: [{ value: sums.sha256, algorithm: 'sha256' }] } }
  })

  const bySystem = (downloads: typeof Downloads, request: FastifyRequest, version: string): Static<typeof BySystem> =>
    Object.fromEntries((['linux', 'linux-arm64', 'osx'] as const).map((system) => {
      const [os = 'linux', arch = 'x86_64'] = system.split('-')
      const { url, sums } = offered(downloads, request, { version, os, arch })
      return [system, { download_url: url, sha1: sums.sha1 }]
    }))

  app.get<{ Querystring: Static<typeof VersionsQuery> }>('/rest/v1/public/tunnels/info/versions', {
    config: { ...open, fidelity: 'documented', note },
    schema: {
      tags,
      operationId: 'getTunnelVersions',
      summary: 'Which versions of Sauce Connect there are',
      querystring: VersionsQuery,
      response: { 200: Versions }
    }
  }, async (request) => {
    const { client_version: asked = '4', client_host: host, all } = request.query
    const downloads = await import('./downloads.js')
    const latest = downloads.versionFor(asked, twinOf(request))
    const found = bySystem(downloads, request, asked)
    return {
      downloads: found,
      ...(isOn(all) ? { all_downloads: { [latest]: found } } : {}),
      info_url: 'https://docs.saucelabs.com/secure-connections/sauce-connect-4/installation',
      latest_version: latest,
      warning: host === undefined
        ? ['Client host platform is not specified, the download URL cannot be determined']
        : []
    }
  })

  app.get('/versions.json', {
    config: { ...open, fidelity: 'observed', note: `saucelabs.com's, which launchers of version 4 ask. ${note}` },
    schema: {
      tags,
      operationId: 'getVersionFile',
      summary: 'Which versions of Sauce Connect there are, for launchers of version 4',
      response: { 200: VersionFile }
    }
  }, async (request) => {
    const downloads = await import('./downloads.js')
    const versions = {
      'Sauce Connect': { version: downloads.versionFor('4', twinOf(request)), ...bySystem(downloads, request, '4') }
    }
    // sauce-connect-launcher reads the first, node-saucelabs 7 and 8 the second.
    return { ...versions, data: versions }
  })

  const send = async (
    request: FastifyRequest<{ Params: Static<typeof Archive> }>, reply: FastifyReply
  ): Promise<FastifyReply> => {
    const { archiveOf } = await import('./downloads.js')
    const { archive: name } = request.params
    const archive = archiveOf(name, twinOf(request))
    if (archive === undefined) throw new NotFound('file', name)
    return reply.type('application/gzip').header('content-length', archive.length).send(archive)
  }
  const bytes = { description: 'The archive.', content: { 'application/gzip': { schema: Type.Unknown() } } }
  for (const [path, operationId, about] of [
    [files, 'getSauceConnect', note],
    ['/downloads', 'getSauceConnect4', `saucelabs.com's, for launchers of version 4. ${note}`]
  ] as const) {
    app.get<{ Params: Static<typeof Archive> }>(`${path}/:archive`, {
      config: { ...open, fidelity: 'invented', note: about },
      schema: {
        tags,
        operationId,
        summary: 'Download what stands in for Sauce Connect',
        params: Archive,
        response: { 200: bytes }
      }
    }, send)
  }
}
