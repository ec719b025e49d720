import type { Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { messageOf } from '../kernel/errors.js'
import { tellOperator } from '../http/fault-log.js'
import { cameIn, wayIn } from '../http/way-in.js'
import type { Authority } from './authority.js'
import { tellOnce } from './tell-once.js'

/** How long a client may be silent in the middle of a handshake, ms. */
const patience = 20_000

/** Node keeps here what a connection of TLS lies upon, and does not tell. */
type Layered = TLSSocket & { readonly _parent?: Socket }

/** What of an authority a handshake needs. */
export type Signing = Pick<Authority, 'contextFor' | 'defaultIdentity'>

/** Shakes hands with clients of TLS, under the certificate for the name they ask for, and enters with what they say. */
export function handshakes (
  authority: () => Promise<Signing>, enter: (socket: Socket) => void
): (socket: Socket) => void {
  let made: Promise<(socket: Socket) => void> | undefined
  return (socket) => {
    made ??= authority().then((signing) => shakingHands(signing, enter))
    made.then((shakeHands) => { if (!socket.destroyed) shakeHands(socket) }).catch((error: unknown) => {
      made = undefined
      tellOperator(`no client of TLS can be answered: ${messageOf(error)}`)
      socket.destroy()
    })
  }
}

function shakingHands (authority: Signing, enter: (socket: Socket) => void): (socket: Socket) => void {
  let identity = authority.defaultIdentity()
  const server = createServer({
    ...identity,
    handshakeTimeout: patience,
    SNICallback: (name, done) => { done(null, authority.contextFor(name)) }
  })
  server.on('secureConnection', (socket: Layered) => {
    const way = socket._parent === undefined ? undefined : wayIn(socket._parent)
    if (way !== undefined) cameIn(socket, way)
    enter(socket)
  })
  tellOfDistrust(server)
  return (socket) => {
    const now = authority.defaultIdentity()
    if (now !== identity) server.setSecureContext(now)
    identity = now
    server.emit('connection', socket)
  }
}

/** What a client says that does not know who signed. */
const distrust = /UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN/

/** Only the client knows that it does not trust us, and many say little: whoever runs the twin hears what to do. */
function tellOfDistrust (server: Server): void {
  const tell = tellOnce('a client does not trust the certificates of this twin: make it trust the root, ' +
    'which "perftwin ca" prints and /_perftwin/ca.pem serves (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, …)')
  server.on('tlsClientError', ({ code = '' }: NodeJS.ErrnoException, socket) => {
    if (distrust.test(code)) tell()
    socket.destroy()
  })
}
