import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { authorityOf, readAuthority, type IsOurs } from '../http/authority-form.js'
import { whenAnswered } from '../http/connection.js'
import type { Edge } from '../http/doors.js'
import { proxyUserOf } from '../http/proxy-user.js'
import { refusalOf, type RefusedTargets } from '../http/refused-targets.js'
import { cameIn, wayIn } from '../http/way-in.js'
import { refuse } from './refuse.js'

/** Where the twin's tunnels lead: to itself, whoever the client believes to reach. */
export interface Reach {
  readonly isOurs: IsOurs
  readonly refused: RefusedTargets
}

/** Answers CONNECT: tunnels to the vendors' hosts end here, and there are no others. */
export function tunnels ({ isOurs, refused }: Reach, enter: (socket: Socket) => void): Edge['tunnel'] {
  const answer = (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    const target = readAuthority(request.url ?? '')
    if (target === undefined) {
      refuse(socket, '400 CONNECT takes a host and a port', 'CONNECT takes a host and a port, such as host:443.\n')
      return
    }
    if (!isOurs(target, socket)) {
      refused.note(target)
      const { reason, text } = refusalOf(target)
      refuse(socket, `403 ${reason}`, text)
      return
    }
    // A tunnel inside a tunnel leads where the inner one does.
    const world = proxyUserOf(request.headers) ?? wayIn(socket)?.world
    cameIn(socket, { authority: authorityOf(target), ...(world === undefined ? {} : { world }) })
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    enter(socket)
  }
  return (request, socket, head) => {
    // Requests may have come before on the same connection.
    whenAnswered(socket, () => { if (!socket.destroyed) answer(request, socket, head) })
  }
}
