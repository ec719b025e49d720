// What WebDriver sessions cost: two hundred at once, each with a page that it has looked at, until its first script: memory and CPU
// time of one, and what of them is left when their clients have quit. node --expose-gc .bench/bench/webdriver.js; exit code 1 when
// a target is missed. With `json` it prints the numbers alone.
import { fileURLToPath } from 'node:url'
import { median, report, type Row } from './measure.js'
import { createApp } from '../src/app.js'
import { openTwin } from '../src/twin.js'

const self = fileURLToPath(import.meta.url)
/** The sessions are begun in so many rounds, all of one at once: a slow spell of the machine does not hit the median. */
const rounds = 5
const authorization = `Basic ${Buffer.from('demo:x').toString('base64')}`

/** Of one session: MB, and CPU ms. `left`: MB of one when all have quit; `open`: sessions that are open then. */
export interface Costs { sessions: number, memory: number, cpu: number, left: number, open: number }

/** Twice, after a moment in which what is late gets done: what a first collection frees may hold more. */
async function used (): Promise<number> {
  for (let i = 0; i < 2; i++) {
    await new Promise((resolve) => { setTimeout(resolve, 100) })
    globalThis.gc?.()
  }
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 ** 2
}

async function measure (sessions: number): Promise<Costs> {
  const app = await createApp(await openTwin({ world: 'empty', seed: 1 }))
  await app.ready()
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object): Promise<any> => {
    const reply = await app.inject({ method, url: `/wd/hub/session${path}`, headers: { authorization }, ...(payload === undefined ? {} : { payload }) })
    if (reply.statusCode !== 200) throw new Error(`${method} ${path}: ${reply.statusCode} ${reply.body}`)
    return reply.json().value
  }
  const options = { name: 'cost', extendedDebugging: true, capturePerformance: true }
  const alwaysMatch = { browserName: 'chrome', platformName: 'Windows 10', browserVersion: 'latest', 'sauce:options': options }
  /** What a test does before its first script; each has a page of its own. */
  const begin = async (number: number): Promise<string> => {
    const { sessionId } = await ask('POST', '', { capabilities: { alwaysMatch } })
    const path = `/${sessionId}`
    await ask('POST', `${path}/url`, { url: `https://shop.example.com/products/${number}` })
    await ask('GET', `${path}/title`)
    const [heading] = Object.values(await ask('POST', `${path}/element`, { using: 'css selector', value: 'h1' }))
    await ask('GET', `${path}/element/${String(heading)}/text`)
    await ask('GET', `${path}/element/${String(heading)}/rect`)
    return sessionId
  }
  const quit = async (id: string): Promise<void> => { await ask('DELETE', `/${id}`) }
  // What is loaded and compiled for the first ones is no session's.
  let number = 0
  while (number < 20) await quit(await begin(number++))
  const before = await used()
  const ids: string[] = []
  const spent: number[] = []
  for (let round = 0; round < rounds; round++) {
    const from = process.cpuUsage()
    ids.push(...await Promise.all(Array.from({ length: sessions / rounds }, async () => await begin(number++))))
    const { user, system } = process.cpuUsage(from)
    spent.push((user + system) / 1000 * rounds / sessions)
  }
  const during = await used()
  await Promise.all(ids.map(quit))
  const open = (await app.inject({ url: '/wd/hub/sessions', headers: { authorization } })).json().value.length
  const after = await used()
  await app.close()
  return {
    sessions,
    memory: (during - before) / sessions,
    cpu: median(spent),
    left: (after - before) / sessions,
    open
  }
}

export async function benchWebDriver (): Promise<boolean> {
  const { sessions, memory, cpu, left, open } = await measure(200)
  const rows: Row[] = [
    { what: `memory of each of ${sessions} sessions that show a page`, value: `${memory.toFixed(2)} MB`, target: 'at most 3 MB', met: memory <= 3 },
    { what: 'CPU time of one until its first script', value: `${cpu.toFixed(1)} ms`, target: 'at most 20 ms', met: cpu <= 20 },
    { what: 'what its job leaves of it after quit', value: `${left.toFixed(3)} MB`, target: 'at most 0.1 MB', met: left <= 0.1 },
    { what: 'sessions that are open then', value: String(open), target: '0', met: open === 0 }
  ]
  return report('WebDriver sessions', rows)
}

if (process.argv[1] === self) {
  if (process.argv[2] === 'json') process.stdout.write(`${JSON.stringify(await measure(200))}\n`)
  else if (!await benchWebDriver()) process.exitCode = 1
}
