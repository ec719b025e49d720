// Generated rubbish to every route: a 4xx in the vendor's shape or a sensible 2xx, never a 500, and nothing changed by a refusal.
import fc from 'fast-check'
import t from 'tap'
import { factNames, type Facts } from '../src/facts/facts.js'
import { openApiDocument } from '../src/openapi/documents.js'
import { documentNames } from '../src/vendors.js'
import { beside } from './contract-helper.js'
import { basic, twin } from './helper.js'
import { holds } from './properties.js'

interface Route { method: string, path: string, query: string[] }

type Operations = Record<string, { parameters?: Array<{ in: string, name: string }> }>
interface Document { paths: Record<string, Operations> }

async function routes (): Promise<Route[]> {
  const found: Route[] = []
  for (const name of documentNames) {
    const { paths } = await openApiDocument(name) as Document
    for (const [path, operations] of Object.entries(paths)) {
      // A stream has no end to wait for; test/control-events.test.ts reads it.
      if (path === '/_perftwin/events') continue
      for (const [method, { parameters = [] }] of Object.entries(operations)) {
        found.push({ method: method.toUpperCase(), path, query: parameters.filter((each) => each.in === 'query').map((each) => each.name) })
      }
    }
  }
  return found
}

const rubbishText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '', '0', '-1', '1e400', 'NaN', 'null', 'undefined', 'true', '..', '../../etc/passwd', '%00', '\u0000', 'constructor', '__proto__',
    'toString', 'demo', 'vdc', '9'.repeat(400), 'x'.repeat(5000), '💥', '[]', '{}', "' OR 1=1 --", '2021-13-45',
    '1970-01-01T00:00:00Z', 'P1D', 'a,b,,c'
  )
)
const rubbishBody = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '{', '[]', 'null', '"x"', '0', '{"__proto__":{"a":1}}', '{"constructor":1}', '{"name":null,"tags":null}', '{"tags":[[]]}',
    '{"pins":[{}]}', '{"created":"soon"}', '{"runningFor":"PT"}', '\u0000'
  )
)

const mediaTypes = ['application/json', 'text/plain', 'application/x-www-form-urlencoded']

const snapshot = (facts: Facts): string =>
  JSON.stringify(factNames.map((name) => [...facts[name].changed].map(([key, record]) => [key, record ?? null])))

t.test('rubbish never makes a 500, and a refusal changes nothing', async (t) => {
  const { app, twin: { worlds } } = await twin(t, { world: 'demo' })
  const all = await routes()
  const [job] = worlds.default.facts.jobs.in('owner', 'demo').slice(5)
  const known: Record<string, string> = { username: 'demo', job_id: job!.id, id: job!.id, source: 'vdc', file_name: 'log.json' }
  await holds(fc.asyncProperty(
    fc.nat(all.length - 1), fc.infiniteStream(rubbishText), fc.infiniteStream(fc.boolean()), rubbishBody, fc.boolean(), fc.nat(2),
    async (which, texts, coins, body, withBody, type) => {
      const { method, path, query } = all[which]!
      const text = (): string => texts.next().value as string
      const coin = (): boolean => coins.next().value as boolean
      const filled = (name: string): string => known[name] !== undefined && coin() ? known[name] : encodeURIComponent(text())
      const url = path.replace(/\{([^}]+)\}/g, (_, name: string) => filled(name))
      const names = [...query.filter(() => coin()), ...(coin() ? [text()] : [])]
      const pairs = names.map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(text())}`)
      const authorization = coin() ? basic('demo') : `Basic ${text().replace(/[^\x20-\x7e]/g, '')}`
      const before = snapshot(worlds.default.facts)
      const reply = await app.inject({
        method: method as 'GET',
        url: pairs.length === 0 ? url : `${url}?${pairs.join('&')}`,
        headers: { authorization, host: 'localhost', ...beside, ...(withBody ? { 'content-type': mediaTypes[type]! } : {}) },
        ...(withBody && method !== 'GET' ? { payload: body } : {})
      })
      const what = `${method} ${url.slice(0, 200)} → ${reply.statusCode}`
      if (reply.statusCode >= 500) throw new Error(`${what} ${reply.body.slice(0, 300)}`)
      if (reply.statusCode >= 400 && snapshot(worlds.default.facts) !== before) throw new Error(`${what}, yet something changed`)
      const json = String(reply.headers['content-type']).startsWith('application/json')
      if (json && reply.body !== '') JSON.parse(reply.body)
      // A long history of changes would only slow the rest down.
      if (worlds.default.revision.count % 50 === 49 || reply.statusCode === 204) worlds.default.reset()
    }), { numRuns: 1500 })
  t.pass()
})
