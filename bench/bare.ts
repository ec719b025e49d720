// What perftwin is measured against: the least server that sends the same objects. Arguments: kind, JSON file of bodies.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const [kind, file] = process.argv.slice(2)
const bodies = (file === undefined ? { '/': { ok: true } } : JSON.parse(readFileSync(file, 'utf8'))) as Record<string, unknown>

if (kind === 'fastify') {
  const { default: fastify } = await import('fastify')
  const app = fastify()
  for (const [path, body] of Object.entries(bodies)) app.get(path, async () => body)
  await app.listen({ port: 0, host: '127.0.0.1' })
  ready(app.server.address() as AddressInfo)
} else {
  const server = createServer((request, reply) => {
    reply.setHeader('content-type', 'application/json')
    reply.end(JSON.stringify(bodies[request.url!]))
  })
  server.listen(0, '127.0.0.1', () => { ready(server.address() as AddressInfo) })
}

function ready ({ port }: AddressInfo): void {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`)
}
