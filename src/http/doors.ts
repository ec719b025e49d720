import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { tellFault } from './fault-log.js'
import { whenTheySpeak } from './first-byte.js'

/** What answers connections that are more than HTTP; loaded when the first of them comes. */
export interface Edge {
  /** Shakes hands by TLS, and enters with what is inside. The client's first bytes are in the socket still. */
  shakeHands (socket: Socket): void
  /** Answers CONNECT, and enters with what is inside the tunnel; `head` came in together with the request. */
  tunnel (request: IncomingMessage, socket: Socket, head: Buffer): void
  /** Refuses who speaks SOCKS. */
  refuseSocks (socket: Socket): void
}

/** Where an edge gets its connections from. */
export interface Port {
  /** Looks at a connection from its first byte on. */
  enter (socket: Socket): void
  /** Whether new connections come still: when none do, those that there are get closed. */
  isOpen (): boolean
  /** How long a client may be silent in the middle of a handshake, ms. */
  readonly patience: number
}

/** Makes the edge of one server. */
export type OpenEdge = (port: Port) => Promise<Edge>

/** First bytes: no method of HTTP begins like a handshake of TLS, or like SOCKS 4 and 5. */
const handshake = 0x16
const socks: readonly number[] = [4, 5]

/**
 * Lets a server of HTTP answer all that comes to its port: it looks at the first byte of every connection, and of what
 * is inside one. `patience` is how long that byte may take, ms.
 */
export function openDoors (server: Server, patience: number, openEdge: OpenEdge): void {
  const asHttp = server.listeners('connection')
  server.removeAllListeners('connection')
  let opened: Promise<Edge> | undefined
  const toEdge = (socket: Socket, then: (edge: Edge) => void): void => {
    opened ??= openEdge({ enter, isOpen: () => server.listening, patience: server.headersTimeout })
    opened.then((edge) => { if (!socket.destroyed) then(edge) }).catch((error: unknown) => {
      tellFault(error)
      socket.destroy()
    })
  }
  const byHttp = (socket: Socket, bytes: Buffer): void => {
    for (const listener of asHttp) listener.call(server, socket)
    // Putting them back, to be read again, costs as much as all else here.
    socket.emit('data', bytes)
  }
  const enter = whenTheySpeak(patience, (socket, bytes) => {
    const first = bytes[0] ?? 0
    if (first !== handshake && !socks.includes(first)) {
      byHttp(socket, bytes)
      return
    }
    socket.unshift(bytes)
    toEdge(socket, (edge) => {
      if (first === handshake) edge.shakeHands(socket)
      else edge.refuseSocks(socket)
    })
  })
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    toEdge(socket, (edge) => { edge.tunnel(request, socket, head) })
  })
  const keep = keptUntilClosed(server)
  server.on('connection', (socket) => {
    keep(socket)
    enter(socket)
  })
}

const ignored = (): void => {}

/**
 * Closes every connection that is kept with the server's own: one in the middle of a handshake, or that left HTTP by
 * CONNECT, is on no list of Node's, and would keep the process alive.
 */
function keptUntilClosed (server: Server): (socket: Socket) => void {
  const sockets = new Set<Socket>()
  const closeRequests = server.closeAllConnections.bind(server)
  server.closeAllConnections = () => {
    closeRequests()
    for (const socket of sockets) socket.destroy()
  }
  // Shared by all of them: every connection pays for what stands here.
  function forget (this: Socket): void {
    sockets.delete(this)
  }
  return (socket) => {
    sockets.add(socket)
    socket.on('close', forget)
    // Whoever has it next hears of the error too, or of the end that follows.
    socket.on('error', ignored)
  }
}
