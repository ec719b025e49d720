import type { Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { messageOf } from '../kernel/errors.js'
import type { Port } from '../http/doors.js'
import { tellOperator } from '../http/fault-log.js'
import { cameIn, wayIn } from '../http/way-in.js'
import type { Authority } from './authority.js'
import { tellOnce } from './tell-once.js'

/** Node keeps here what a connection of TLS lies upon, and does not tell. */
type Layered = TLSSocket & { readonly _parent?: Socket }

/** What of an authority a handshake needs. */
export type Signing = Pick<Authority, 'contextFor' | 'defaultIdentity'>

/** Shakes hands with clients of TLS, under the certificate for the name they ask for, and enters with what they say. */
export function handshakes (authority: () => Promise<Signing>, port: Port): (socket: Socket) => void {
  let made: Promise<(socket: Socket) => void> | undefined
  return (socket) => {
    made ??= authority().then((signing) => shakingHands(signing, port))
    made.then((shakeHands) => { if (!socket.destroyed) shakeHands(socket) }).catch((error: unknown) => {
      made = undefined
      tellOperator(`no client of TLS can be answered: ${messageOf(error)}`)
      socket.destroy()
    })
  }
}

function shakingHands (authority: Signing, port: Port): (socket: Socket) => void {
  let identity = authority.defaultIdentity()
  const server = createServer({
    ...identity,
    handshakeTimeout: port.patience,
    SNICallback: (name, done) => { done(null, authority.contextFor(name)) }
  })
  server.on('secureConnection', (socket: Layered) => {
    const way = socket._parent === undefined ? undefined : wayIn(socket._parent)
    if (way !== undefined) cameIn(socket, way)
    socket.allowHalfOpen = true
    port.enter(socket)
  })
  tellOfDistrust(server, port)
  return (socket) => {
    const now = authority.defaultIdentity()
    if (now !== identity) server.setSecureContext(now)
    identity = now
    // A client that hangs up in the middle of a handshake waits for no answer, unlike one that has asked something.
    socket.allowHalfOpen = false
    server.emit('connection', socket)
  }
}

/** What a client says that does not know who signed. */
const distrust = /UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN/

/**
 * Only the client knows that it does not trust us, and some (Node's) hang up without a word: whoever runs the twin
 * hears what to do.
 */
function tellOfDistrust (server: Server, port: Port): void {
  const remedy = 'make it trust the root that "perftwin ca" prints and explains (/_perftwin/ca.pem serves it)'
  const tell = tellOnce(`a client does not trust the certificates of this twin: ${remedy}`)
  const tellOfEnd = tellOnce(`a client hung up in the middle of a handshake; if it trusts nobody here, ${remedy}`)
  server.on('tlsClientError', ({ code = '' }: NodeJS.ErrnoException, socket) => {
    if (distrust.test(code)) tell()
    else if (code === 'ECONNRESET' && port.isOpen()) tellOfEnd()
    socket.destroy()
  })
}
