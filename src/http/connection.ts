import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { after } from '../kernel/clock.js'

/** Node keeps here what is being answered and what is being read, and looks at it as is done below. */
export type Connection = Socket & {
  readonly _httpMessage?: ServerResponse | null
  readonly parser?: { readonly incoming?: IncomingMessage | null } | null
}

/** How long the last answer waits for a client that sends still, ms: cut off before, it would never read the answer. */
const patience = 5000

/** The request whose body has not all come yet. */
export function unfinished ({ parser }: Connection): IncomingMessage | undefined {
  const reading = parser?.incoming ?? undefined
  return reading?.complete === false ? reading : undefined
}

/** Makes a connection's last answer arrive at clients that are sending still. */
export function stayForTheRest (socket: Connection): void {
  // Node calls this once the last answer is written. Closing with bytes unread resets the connection.
  socket.destroySoon = () => {
    if (unfinished(socket) === undefined) Socket.prototype.destroySoon.call(socket)
    else hangUp(socket)
  }
}

/** Says that nothing more will come, and throws away what does: for a while, or until the client hangs up, too. */
export function hangUp (socket: Connection, last = ''): void {
  socket.end(last)
  unfinished(socket)?.resume()
  socket.resume()
  socket.once('close', after(patience, () => { socket.destroy() }))
}

/** Calls back when all requests that came in whole have been answered. */
export function whenAnswered (socket: Connection, then: () => void): void {
  const answer = socket._httpMessage ?? undefined
  if (answer === undefined || isOwed(answer, unfinished(socket)) || socket.destroyed) {
    then()
    return
  }
  // The next answer, if any, is at the socket by then.
  answer.once('close', () => { whenAnswered(socket, then) })
}

/** Whether an answer is to a request that never came in whole, and is not all given. */
const isOwed = ({ req, writableEnded }: ServerResponse, broken: IncomingMessage | undefined): boolean =>
  req === broken && !writableEnded
