import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { isOwn, readAuthority } from '../http/authority.js'
import { whenAnswered } from '../http/connection.js'
import type { KnownHosts } from '../http/destination.js'
import type { Edge, Port } from '../http/doors.js'
import { notServed } from '../http/foreign.js'
import type { RefusedTargets } from '../http/refused-targets.js'
import { cameIn, proxyUser, wayIn } from '../http/way-in.js'
import { refuse } from './refuse.js'

/** Where the twin's tunnels lead: to itself, whoever the client believes to reach. */
export interface Reach {
  readonly known: KnownHosts
  readonly refused: RefusedTargets
}

/** At these ports the vendors are to be had. */
const vendorsPorts: ReadonlySet<number | undefined> = new Set([80, 443])

/** Answers CONNECT: tunnels to the vendors' hosts end here, and there are no others. */
export function tunnels ({ known, refused }: Reach, { enter }: Port): Edge['tunnel'] {
  const leadsHere = (target: string, socket: Socket): boolean => {
    const named = readAuthority(target)
    if (known.vendorHost(named.host) === undefined) return isOwn(named, 'http', socket, known.own)
    return vendorsPorts.has(named.port)
  }
  const answer = ({ url: target = '', headers }: IncomingMessage, socket: Socket, head: Buffer): void => {
    if (!isHostAndPort(target)) {
      refuse(socket, '400 CONNECT takes a host and a port', 'CONNECT takes a host and a port, such as host:443.\n')
      return
    }
    if (!leadsHere(target, socket)) {
      const { reason, body } = notServed(target)
      refused.note({ authority: readAuthority(target), scheme: 'https' })
      refuse(socket, `403 ${reason}`, body)
      return
    }
    // A tunnel inside a tunnel leads where the inner one does.
    const world = proxyUser(headers['proxy-authorization']) ?? wayIn(socket)?.world
    cameIn(socket, { authority: target, ...(world === undefined ? {} : { world }) })
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    enter(socket)
  }
  return (request, socket, head) => {
    // Requests may have come before on the same connection.
    whenAnswered(socket, () => { if (!socket.destroyed) answer(request, socket, head) })
  }
}

const authorityForm = /^(?:\[[\da-f:.]{2,45}\]|[a-z\d_](?:[\w.-]{0,252}))(?::(\d{1,5}))$/i

/** The one form that a target of CONNECT has (RFC 9112, 3.2.3). */
function isHostAndPort (target: string): boolean {
  const port = Number(authorityForm.exec(target)?.[1])
  return port >= 1 && port <= 65535
}
