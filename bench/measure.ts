import { request, Agent } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Server } from './processes.js'

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

interface Load { server: Server, path: string, headers?: Record<string, string>, seconds?: number, connections?: number }

/**
 * Requests that a second of the server's own CPU time serves, over keep-alive connections on loopback with one request in
 * flight on each. CPU time, because on a small machine wall time mostly measures the client and the neighbours.
 */
export async function throughput ({ server, path, headers = {}, seconds = 1.5, connections = 8 }: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const until = performance.now() + seconds * 1000
  let done = 0
  const one = async (): Promise<void> => await new Promise((resolve, reject) => {
    const call = request(server.url + path, { agent, headers }, (reply) => {
      if (reply.statusCode! >= 400) reject(new Error(`${path}: ${reply.statusCode}`))
      reply.resume()
      reply.on('end', resolve)
    })
    call.on('error', reject)
    call.end()
  })
  const before = server.cpuSeconds()
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() < until) {
      await one()
      done++
    }
  }))
  const rate = done / (server.cpuSeconds() - before)
  agent.destroy()
  return rate
}

/** The medians of several rounds in which the contestants take turns, so that a slow spell of the machine hits all. */
export async function compare (contestants: Record<string, Load>, rounds = 5): Promise<Record<string, number>> {
  const rates: Record<string, number[]> = {}
  for (const load of Object.values(contestants)) await throughput({ ...load, seconds: 0.7 })
  for (let round = 0; round < rounds; round++) {
    for (const [name, load] of Object.entries(contestants)) (rates[name] ??= []).push(await throughput(load))
  }
  return Object.fromEntries(Object.entries(rates).map(([name, values]) => [name, median(values)]))
}

export interface Row { what: string, value: string, target: string, met: boolean }

/** Prints a table and says whether every target was met. */
export function report (title: string, rows: readonly Row[]): boolean {
  console.log(`\n${title}`)
  const width = Math.max(...rows.map(({ what }) => what.length))
  for (const { what, value, target, met } of rows) console.log(`  ${met ? 'ok  ' : 'MISS'} ${what.padEnd(width)}  ${value.padStart(12)}  ${target}`)
  return rows.every(({ met }) => met)
}
