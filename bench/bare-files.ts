// What asset files are measured against: Fastify sending buffers. Arguments: path=media type=file.
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'

const app = fastify()
for (const argument of process.argv.slice(2)) {
  const [path, type, file] = argument.split('=') as [string, string, string]
  const bytes = readFileSync(file)
  app.get(path, async (_request, reply) => await reply.type(type).send(bytes))
}
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` })}\n`)
