import type { Socket } from 'node:net'
import { hangUp } from '../http/connection.js'

/** Answers with a sentence in plain words, and hangs up. `status` is a code and its reason phrase. */
export function refuse (socket: Socket, status: string, text: string): void {
  hangUp(socket, [
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text
  ].join('\r\n'))
}
