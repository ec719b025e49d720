import type { Socket } from 'node:net'
import { every, monotonicNow } from '../kernel/clock.js'

/** How many times within a patience it is looked who has been silent too long. */
const looks = 10

/** A connection has spoken: these are its first bytes, taken out of it. */
type Spoken = (socket: Socket, bytes: Buffer) => void

/**
 * Tells connections' first bytes. Hangs up where none come within `patience` ms, or a tenth of that later: Node's own
 * patience with a request begins with its first byte. Returns what takes connections in.
 *
 * Every connection pays for what stands here: hence one timer for all, and listeners that all share.
 */
export function whenTheySpeak (patience: number, then: Spoken): (socket: Socket) => void {
  /** Since when they have been silent, the longest first. */
  const silent = new Map<Socket, number>()
  let stop: (() => void) | undefined

  const hangUpOnSilent = (): void => {
    const latest = monotonicNow() - patience
    for (const [socket, since] of silent) {
      if (since > latest) break
      socket.destroy()
    }
    if (silent.size > 0) return
    stop?.()
    stop = undefined
  }

  function look (this: Socket): void {
    const bytes: Buffer | null = this.read()
    if (bytes === null || bytes.length === 0) return
    silent.delete(this)
    this.removeListener('readable', look)
    then(this, bytes)
  }

  /** Without a word: nobody else would close our half. */
  function hangUp (this: Socket): void {
    if (silent.has(this)) this.destroy()
  }

  function forget (this: Socket): void {
    silent.delete(this)
  }

  return (socket) => {
    // It would never tell that it is closed.
    if (socket.destroyed) return
    silent.set(socket, monotonicNow())
    stop ??= every(patience / looks, hangUpOnSilent)
    // With 'data' instead, a handshake on top of the connection would never hear of what was put back.
    socket.on('readable', look)
    socket.on('end', hangUp)
    socket.on('close', forget)
  }
}
