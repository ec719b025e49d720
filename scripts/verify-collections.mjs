// Called by verify-collections.sh: TOOLS is where newman and @usebruno/cli are installed, FOLDER is for reports.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTwin } from '../dist/index.js'
import { allRequests } from '../dist/openapi/collections/requests.js'

const [tools, folder] = process.argv.slice(2)
const run = promisify(execFile)
const require = createRequire(`${tools}/`)
const collections = fileURLToPath(new URL('../openapi/collections/', import.meta.url))
const postman = JSON.parse(await readFile(`${collections}postman.json`, 'utf8'))
const values = Object.fromEntries(postman.variable.map(({ key, value }) => [key, value]))
const requests = [...(await allRequests()).values()].flat()

/** No world has any of these: the answer is a 404. */
const notThere = new Set(['sauce.getTunnel', 'sauce.deleteTunnel', 'sauce.getTunnelJobs', 'sauce.getServiceAccount'])

const resolved = (text) => text.replace(/\{\{(\w+)\}\}/g, (all, name) => values[name] ?? all)
const byTarget = new Map(requests.map((request) => [`${request.method} ${resolved(request.path)}`, request]))
const byKey = new Map(requests.map((request) => [request.key, request]))

const twin = await createTwin({ world: 'demo', webhookTargets: 'hooks.example.com' })

/** Makes what a request asks for. */
async function prepare (world, { after }) {
  for (const key of after) {
    const { method, path, json, form, document } = byKey.get(key)
    const authorization = document === 'sauce' ? `Basic ${btoa(`${values.username}:${values.accessKey}`)}` : 'Bearer any'
    const headers = { authorization, ...(json === undefined ? {} : { 'content-type': 'application/json' }) }
    const reply = await fetch(`${twin.url}/w/${world}${resolved(path)}`, { method, headers, body: bodyOf(json, form) })
    await reply.arrayBuffer()
  }
}

function bodyOf (json, form) {
  if (form === undefined) return json === undefined ? undefined : resolved(JSON.stringify(json))
  const body = new FormData()
  for (const { name, text, file } of form) body.append(name, file === undefined ? text : new File([text], file))
  return body
}

/** Gives every request a world of its own, in which what it asks for was made: else what deletes would disturb the others. */
let number = 0
const statuses = new Map()
const door = createServer(async (request, reply) => {
  const world = `r${++number}`
  const [path] = request.url.split('?')
  const known = byTarget.get(`${request.method} ${path}`)
  if (known !== undefined) await prepare(world, known)
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const { host, connection, 'content-length': length, 'transfer-encoding': encoding, expect, ...headers } = request.headers
  const cut = new AbortController()
  const answer = await fetch(`${twin.url}/w/${world}${request.url}`, {
    method: request.method,
    headers,
    signal: cut.signal,
    redirect: 'manual',
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) })
  })
  statuses.set(known?.key ?? `${request.method} ${request.url}`, answer.status)
  reply.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
  // A stream of events has no end.
  if (known?.key === 'control.events') cut.abort()
  else reply.write(Buffer.from(await answer.arrayBuffer()))
  reply.end()
  await fetch(`${twin.url}/_perftwin/worlds/${world}`, { method: 'DELETE' })
})
await new Promise((resolve) => { door.listen(0, '127.0.0.1', resolve) })
const baseUrl = `http://127.0.0.1:${door.address().port}`

/** Runs a tool and says what became of the requests that it sent. */
async function judge (tool, sending) {
  statuses.clear()
  const reported = await sending()
  const missing = requests.filter(({ key }) => !statuses.has(key)).map(({ key }) => `${key} was not sent`)
  const wrong = [...statuses].filter(([key, status]) => notThere.has(key) ? status !== 404 : !byKey.has(key) || status >= 400)
    .map(([key, status]) => `${key} was answered with ${status}`)
  const fine = [...statuses.values()].filter((status) => status < 400).length
  console.log(`${tool}: ${reported} requests, ${fine} answered 2xx or 3xx, ${notThere.size} for what no world has`)
  for (const sentence of [...missing, ...wrong]) console.log(`  ${sentence}`)
  if (missing.length + wrong.length > 0 || reported !== requests.length) process.exitCode = 1
}

const versionOf = (name) => require(`${name}/package.json`).version

try {
  await judge(`newman ${versionOf('newman')}`, async () => {
    const newman = require('newman')
    const summary = await new Promise((resolve, reject) => {
      newman.run({ collection: postman, envVar: [{ key: 'baseUrl', value: baseUrl }] }, (error, result) => error === null ? resolve(result) : reject(error))
    })
    const { stats: { requests: { total, failed }, testScripts } } = summary.run
    if (failed + testScripts.failed > 0) process.exitCode = 1
    return total
  })
  await judge(`bru ${versionOf('@usebruno/cli')}`, async () => {
    const report = `${folder}/bruno.json`
    const bru = `${tools}/node_modules/.bin/bru`
    await run(bru, ['run', '-r', '--env-var', `baseUrl=${baseUrl}`, '--reporter-json', report], { cwd: `${collections}bruno`, maxBuffer: 1e9 })
    const [{ summary }] = JSON.parse(await readFile(report, 'utf8'))
    return summary.totalRequests
  })
  const { postmanToBruno } = createRequire(require.resolve('@usebruno/cli/package.json'))('@usebruno/converters')
  const imported = JSON.stringify(await postmanToBruno(postman)).split('"type":"http-request"').length - 1
  console.log(`Bruno's converter: ${imported} requests of the Postman collection`)
  if (imported !== requests.length) process.exitCode = 1
} finally {
  door.close()
  door.closeAllConnections()
  await twin.close()
}
