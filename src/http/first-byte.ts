import type { Socket } from 'node:net'
import { after } from '../kernel/clock.js'

/**
 * Calls back with a connection's first byte, which stays to be read with all that follows. Hangs up where none comes
 * within `patience` ms: Node's own patience with a request begins with its first byte.
 */
export function whenItSpeaks (socket: Socket, patience: number, then: (first: number) => void): void {
  const hangUp = (): void => { socket.destroy() }
  const callOff = after(patience, hangUp)
  const look = (): void => {
    const bytes: Buffer | null = socket.read()
    const first = bytes?.[0]
    if (bytes === null || first === undefined) return
    callOff()
    socket.removeListener('readable', look)
    socket.removeListener('end', hangUp)
    socket.removeListener('close', callOff)
    socket.unshift(bytes)
    then(first)
  }
  // With 'data' instead, a handshake on top of the connection would never hear of what was put back.
  socket.on('readable', look)
  // Without a word: nobody else would close our half.
  socket.once('end', hangUp)
  socket.once('close', callOff)
}
