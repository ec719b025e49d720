import { createServer, STATUS_CODES, type Server, type ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyServerFactory } from 'fastify'
import { hangUp, stayForTheRest, unfinished, whenAnswered, type Connection } from './connection.js'
import type { Sent } from './destination.js'
import { openDoors, type OpenEdge } from './doors.js'
import type { Said } from './unrouted.js'

/** How long the first byte and the headers may take, and how often the latter is looked at. ms. */
type Checks = Readonly<Pick<ServerOptions, 'headersTimeout' | 'connectionsCheckingInterval'>> &
  { readonly firstByteTimeout: number }

/** Puts a refusal into the words of the vendor to whom it was sent. */
type Say = (error: Error, sent: Sent) => Said

/** What Node says of a connection that its parser gave up on. */
interface Unparsed extends Error { readonly code?: string, readonly rawPacket?: Buffer }

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431
}

/**
 * HTTP servers that refuse in a vendor's words what never becomes a request: what the parser cannot read, and
 * expectations. A protocol upgrade is a request like any other: it is answered by HTTP/1.1, as RFC 9110 (7.8) allows.
 * What is not plain HTTP, TLS and CONNECT, is the edge's, and so is what comes inside.
 */
export function vendorServer (
  say: Say, { firstByteTimeout, ...checks }: Checks, openEdge: OpenEdge
): FastifyServerFactory {
  return (handler, options) => {
    // That a Host is missing is seen later, where there is somebody to say it.
    const server = createServer({ requireHostHeader: false, ...checks }, handler)
    // Fastify has filled these in by now; it sets them itself on servers of its own making.
    server.keepAliveTimeout = Number(options['keepAliveTimeout'])
    server.requestTimeout = Number(options['requestTimeout'])
    server.timeout = Number(options['connectionTimeout'])
    server.on('connection', stayForTheRest)
    refuseUnparsed(server, say)
    openDoors(server, firstByteTimeout, openEdge)
    // Expectations that nobody knows are ignored, as most servers do.
    server.on('checkExpectation', handler)
    return server
  }
}

function refuseUnparsed (server: Server, say: Say): void {
  /** What was refused, or will be when what came before is answered: the parser complains of all that follows, too. */
  const refused = new WeakSet<Connection>()
  server.on('clientError', (error: Unparsed, socket: Connection) => {
    if (refused.has(socket) || socket.writableEnded) return
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    refused.add(socket)
    const broken = unfinished(socket)
    const sent = broken ?? sentBy(error, socket)
    const refuse = (): void => {
      if (!socket.writable) return
      // Half an answer, or a whole one to a request that broke later: more would be taken for the next one's.
      if (socket._httpMessage?.headersSent === true) socket.destroy()
      else if (broken !== undefined && broken !== socket._httpMessage?.req) hangUp(socket)
      else end(socket, say(refusalOf(error), sent))
    }
    // The beginning of the request may have come in the same packet: whoever can answer it already does so first.
    setImmediate(() => { whenAnswered(socket, refuse) })
  })
}

function refusalOf ({ code = '' }: Unparsed): Error {
  const statusCode = statuses[code] ?? 400
  return Object.assign(new Error(STATUS_CODES[statusCode]), { statusCode })
}

/** What was asked for and whom, by the beginning of what could not be read. */
function sentBy ({ rawPacket }: Unparsed, socket: Socket): Sent {
  const start = rawPacket?.toString('latin1', 0, 4096) ?? ''
  const [, url = '/'] = /^\s*[A-Z-]+ (\S+)/.exec(start) ?? []
  const [, host] = /^host:[ \t]*(\S+)/im.exec(start) ?? []
  return { url, headers: { host }, socket }
}

/** Answers and hangs up, a little later where the client does not. */
function end (socket: Socket, { status, type, body }: Said): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close'
  ]
  hangUp(socket, `${lines.join('\r\n')}\r\n\r\n${body}`)
}
