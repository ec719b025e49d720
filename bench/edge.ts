// What looking at the first byte of every connection costs plain HTTP: CPU time per request of a server that does, against
// one that does not, by turns. node .bench/bench/edge.js; exit code 1 when a target is missed.
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { openDoors } from '../src/http/doors.js'
import { median, report, type Row } from './measure.js'
import { start, type Server } from './processes.js'

const self = fileURLToPath(import.meta.url)

/** A server that says as little as can be; it prints what it has used at each request for /cpu. */
function serve (looks: boolean): void {
  const server = createServer((asked, reply) => {
    reply.end(asked.url === '/cpu' ? String(process.cpuUsage().user + process.cpuUsage().system) : 'ok')
  })
  if (looks) openDoors(server, 10_000, async () => await Promise.reject(new Error('nobody comes by another door')))
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })}\n`)
  })
  process.on('SIGTERM', () => { process.exit() })
}

const ask = async (url: string, agent: Agent | false): Promise<string> => await new Promise((resolve, reject) => {
  request(url, { agent }, (reply) => {
    let text = ''
    reply.on('data', (data: Buffer) => { text += data.toString() })
    reply.on('end', () => { resolve(text) })
  }).on('error', reject).end()
})

/** CPU time of the server for one request, µs, over so many. */
async function cost ({ url }: Server, kept: boolean, count: number): Promise<number> {
  const agent = kept ? new Agent({ keepAlive: true, maxSockets: 8 }) : false
  const used = async (): Promise<number> => Number(await ask(`${url}/cpu`, agent))
  const before = await used()
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let i = 0; i < count / 8; i++) await ask(`${url}/`, agent)
  }))
  const spent = await used() - before
  if (agent !== false) agent.destroy()
  return spent / count
}

interface Costs { readonly without: number, readonly looking: number, readonly more: number }

/** Medians over rounds in which the two take turns, and of each round's ratio: neighbours slow down both. */
async function compare (without: Server, looking: Server, { kept, count, rounds }: { kept: boolean, count: number, rounds: number }): Promise<Costs> {
  const pairs: Array<readonly [number, number]> = []
  for (const server of [without, looking]) await cost(server, kept, count * 2)
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await cost(without, kept, count)
      pairs.push([first, await cost(looking, kept, count)])
    } else {
      const second = await cost(looking, kept, count)
      pairs.push([await cost(without, kept, count), second])
    }
  }
  return {
    without: median(pairs.map(([bare]) => bare)),
    looking: median(pairs.map(([, other]) => other)),
    more: (median(pairs.map(([bare, other]) => other / bare)) - 1) * 100
  }
}

export async function benchEdge (): Promise<boolean> {
  const [without, looking] = [await start(self, ['serve', 'without']), await start(self, ['serve', 'looking'])]
  const rowOf = (what: string, most: number, { without, looking, more }: Costs): Row => ({
    what: `${what} (${looking.toFixed(1)} µs; without ${without.toFixed(1)} µs)`,
    value: `${more.toFixed(1)} %`,
    target: `at most ${most} % more CPU time`,
    met: more <= most
  })
  const rows = [
    rowOf('a request on a connection that is kept', 3, await compare(without, looking, { kept: true, count: 4000, rounds: 24 })),
    rowOf('a request on a new connection', 15, await compare(without, looking, { kept: false, count: 1600, rounds: 24 }))
  ]
  await Promise.all([without.stop(), looking.stop()])
  return report('The first byte of a connection', rows)
}

if (process.argv[2] === 'serve') serve(process.argv[3] === 'looking')
else if (process.argv[1] === self && !await benchEdge()) process.exitCode = 1
