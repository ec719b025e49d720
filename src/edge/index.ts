import type { Edge, Port } from '../http/doors.js'
import { handshakes, type Signing } from './handshakes.js'
import { refuse } from './refuse.js'
import { tellOnce } from './tell-once.js'
import { tunnels, type Reach } from './tunnels.js'

export interface EdgeSettings extends Reach {
  /** Who signs the certificates; made when a client of TLS first comes. */
  readonly authority: () => Promise<Signing>
}

/** What answers all that is not plain HTTP on one server. Nothing here ever opens a connection to anywhere. */
export function edgeOf ({ authority, ...reach }: EdgeSettings, port: Port): Edge {
  const sentence = 'this port is a proxy of HTTP, not of SOCKS: name it to clients as http://'
  const tell = tellOnce(`a client speaks SOCKS, and ${sentence}`)
  return {
    shakeHands: handshakes(authority, port),
    tunnel: tunnels(reach, port),
    refuseSocks: (socket) => {
      tell()
      refuse(socket, '400 Bad Request', `${sentence}\n`)
    }
  }
}
