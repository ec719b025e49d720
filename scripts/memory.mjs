#!/usr/bin/env node
// Does a twin with little memory outlive many large requests? node scripts/memory.mjs [POSTS] [WORLDS] [HEAP in MB]
// Starts the built command with so small a heap, posts 60 KB each to worlds in turn, and looks at what is left.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const [posts = 10_000, worlds = 1000, heap = 400] = process.argv.slice(2).map(Number)
const cli = fileURLToPath(new URL('../dist/bundle/cli.js', import.meta.url))
const options = [`--max-old-space-size=${heap}`, cli, 'start', '--port', '0', '--json', '--world', 'empty']
const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
const isRunning = () => child.exitCode === null && child.signalCode === null

const [line] = await once(createInterface(child.stdout), 'line')
const { url } = JSON.parse(line)
const agent = new Agent({ keepAlive: true, maxSockets: 8 })
const credentials = `Basic ${Buffer.from('demo:any').toString('base64')}`

async function ask (method, path, body) {
  const asked = request(url + path, { method, agent, headers: { authorization: credentials, 'content-type': 'application/json' } })
  asked.end(body)
  const [reply] = await once(asked, 'response')
  const parts = []
  for await (const part of reply) parts.push(part)
  return { status: reply.statusCode, text: Buffer.concat(parts).toString() }
}

let next = 0
async function post () {
  while (next < posts && isRunning()) {
    const number = next++
    // A page load that names no metric: refused, and recorded with its body.
    const body = JSON.stringify({ number, page_url: 'x'.repeat(60_000) })
    await ask('POST', `/w/w${number % worlds}/v2/performance/metrics/`, body)
  }
}

try {
  await Promise.all(Array.from({ length: 8 }, post))
  const memory = JSON.parse((await ask('GET', '/_perftwin/memory')).text)
  // The first post of each world was made once. Which of them are still held hangs on the order in which posts came.
  const verdicts = { held: 0, undecidable: 0, wrong: 0 }
  for (let number = 0; number < Math.min(worlds, posts, 100); number++) {
    const expectation = JSON.stringify({ match: { body: { number } }, exactly: 1 })
    const { verified, undecidable } = JSON.parse((await ask('POST', `/w/w${number}/_perftwin/verify`, expectation)).text)
    const otherwise = undecidable ? 'undecidable' : 'wrong'
    verdicts[verified ? 'held' : otherwise]++
  }
  console.log(JSON.stringify({ posts, worlds, heap, memory, firstPosts: verdicts }, null, 2))
  if (verdicts.wrong > 0) throw new Error(`${verdicts.wrong} verdicts are wrong`)
  if (memory.used > memory.limit * 1.02) throw new Error(`${memory.used} bytes are held, of ${memory.limit}`)
} catch (error) {
  console.error(isRunning() ? error : `the twin ended after ${next} of ${posts} posts`)
  process.exitCode = 1
} finally {
  agent.destroy()
  child.kill()
}
