import { createServer, type AddressInfo, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { listenFault } from './listen-faults.js'

/**
 * Prepares a second port, at the same addresses as the first: connections are handed to the application's own server,
 * which answers them, and closes them, like those of the first port.
 * @returns what listens, once the application does: it resolves with the port, which was to be taken freely if it is 0,
 * and throws Taken when the port is taken, Invalid where it cannot be had
 */
export function secondPort (app: FastifyInstance, port: number): () => Promise<number> {
  const servers: Server[] = []
  // Before the application closes its connections: none must come after that.
  app.addHook('preClose', (done) => {
    for (const server of servers) server.close()
    done()
  })
  return async () => {
    let taken = port
    for (const { address: host } of app.addresses() as AddressInfo[]) {
      const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
        app.server.emit('connection', socket)
      })
      taken = await listening(server, { port: taken, host })
      servers.push(server)
    }
    return taken
  }
}

async function listening (server: Server, address: { port: number, host: string }): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (error) => { reject(listenFault(error, address)) })
    server.listen(address, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : address.port)
    })
  })
}
