import { Ajv } from 'ajv'
import t from 'tap'
import { allRequests } from '../src/openapi/collections/requests.js'
import { samples } from '../src/openapi/collections/samples.js'
import { openApiDocument } from '../src/openapi/documents.js'
import { operationsOf } from '../src/openapi/operations.js'
import { documentNames } from '../src/vendors.js'
import { readBruno, readHttpFile, readPostman, textOf, type Sent } from './collection-readers.js'
import { twin } from './helper.js'

/** What finds nothing in any world, or never ends, and why. */
const exceptions: Record<string, { status: number, because: string }> = {
  'sauce.getTunnel': { status: 404, because: 'no world begins with a tunnel' },
  'sauce.deleteTunnel': { status: 404, because: 'no world begins with a tunnel' },
  'sauce.getTunnelJobs': { status: 404, because: 'no world begins with a tunnel' },
  'sauce.getServiceAccount': { status: 404, because: 'no world has service accounts' }
}

/** A stream, which goes on until the client goes: test/control-events.test.ts reads it. */
const endless = 'control.events'

const operations = (await Promise.all(documentNames.map(async (name) =>
  operationsOf(await openApiDocument(name)).map((placed) => ({ key: `${name}.${placed.operation.operationId}`, name, ...placed }))))).flat()

const requests = [...(await allRequests()).values()].flat()
const before = new Map<string, readonly string[]>(requests.map(({ key, after }) => [key, after]))

/** Requests that were answered as they should be, as text: the same one of another collection need not be sent again. */
const answered = new Set<string>()

/** A form is sent every time: what it is written as differs. */
const textIn = ({ method, url, headers, body }: Sent): string =>
  typeof body === 'object' ? '' : JSON.stringify([method, url, headers, body])

/** Sends every request, in a fresh world after what has to be made first; tells which were not answered as they should be. */
async function unanswered (t: Parameters<typeof twin>[0], sent: readonly Sent[]): Promise<string[]> {
  const { app } = await twin(t, { world: 'demo', webhookTargets: 'hooks.example.com' })
  const wrong: string[] = []
  const byKey = new Map(sent.map((each) => [each.key, each]))
  const send = async (key: string, world: string): Promise<string> => {
    const { method, url, headers, body } = byKey.get(key)!
    const target = { method: method as 'GET', url: `/w/${world}${url}`, headers: { ...headers, host: '127.0.0.1:4010' } }
    const { statusCode, body: text } = await app.inject({ ...target, ...(body === undefined ? {} : { payload: body }) })
    const expected = exceptions[key]?.status
    const isFine = expected === undefined ? statusCode >= 200 && statusCode < 400 : statusCode === expected
    return isFine ? '' : `${key} ${method} ${url}: ${statusCode} ${text.slice(0, 200)}`
  }
  for (const [index, request] of sent.entries()) {
    const { key } = request
    if (key === endless || answered.has(textIn(request))) continue
    const world = `c${index}`
    for (const first of before.get(key) ?? []) await send(first, world)
    const fault = await send(key, world)
    if (fault !== '') wrong.push(fault)
    else if (textIn(request) !== '') answered.add(textIn(request))
    await app.inject({ method: 'DELETE', url: `/_perftwin/worlds/${world}` })
  }
  return wrong
}

const inDocuments = operations.map(({ key, method, operation: { tags, summary } }) => ({ key, method, folder: tags?.[0], name: summary }))
const byKey = <T extends { key: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => a.key < b.key ? -1 : 1)
const identity = ({ key, method, folder, name }: Sent): object => ({ key, method, folder, name })

const kinds: Array<[string, (baseUrl: string) => Sent[]]> = [
  ['Postman collection', (baseUrl) => readPostman(JSON.parse(textOf('postman.json')), { baseUrl })],
  ['Bruno collection', (baseUrl) => readBruno({ baseUrl })],
  ['.http files', (baseUrl) => documentNames.flatMap((name) => readHttpFile(name, textOf(`${name}.http`), { baseUrl }))]
]

for (const [kind, read] of kinds) {
  t.test(`the ${kind}: every operation is there, in its folder, with its summary`, async (t) => {
    t.strictSame(byKey(read('')).map(identity), byKey(inDocuments))
  })

  t.test(`the ${kind}: every request is answered by the demo, whenever it starts`, async (t) => {
    t.strictSame(await unanswered(t, read('')), [])
  })
}

t.test('samples are of operations that there are, and no body is without one', async (t) => {
  const known = new Set(operations.map(({ key }) => key))
  const sampled = documentNames.flatMap((name) => Object.keys(samples[name]).map((id) => `${name}.${id}`))
  t.strictSame(sampled.filter((key) => !known.has(key)), [])
  t.strictSame(requests.flatMap(({ after }) => after).filter((key) => !known.has(key)), [])
  t.strictSame(Object.keys(exceptions).filter((key) => !known.has(key)), [])
  const withBody = new Set(requests.filter(({ json, form }) => json !== undefined || form !== undefined).map(({ key }) => String(key)))
  const needing = operations.filter(({ operation }) => operation.requestBody !== undefined).map(({ key }) => key)
  t.strictSame(needing.filter((key) => !withBody.has(key)), [])
})

t.test('optional parameters are listed, and not sent', async (t) => {
  const { item } = JSON.parse(textOf('postman.json'))
  const list = item[0].item[0].item.find(({ id }: any) => id === 'sauce.listJobs').request.url.query
  t.match(list.find(({ key }: any) => key === 'limit'), { value: '100', disabled: true, description: /most jobs/ })
  t.match(textOf('bruno/sauce/jobs/listJobs.bru'), /params:query \{\n {2}~limit: 100\n/)
  t.match(textOf('sauce.http'), /# @name listJobs\n# \?limit: The most jobs/)
  t.match(textOf('bruno/sauce/performance/assert_performance.bru'), /params:query \{\n {2}metric_names: speedIndex\n {2}order_index: 0\n\}/)
})

t.test('a twin serves the collections, filled for the world that is asked, and leaves no trace', async (t) => {
  const { get, send } = await twin(t, { world: 'demo', publicUrl: 'https://twin.example.com' })
  const own = await get('/w/mine/_perftwin/collections/postman.json')
  t.match(own, { status: 200, headers: { 'content-type': 'application/json' } })
  const valuesOf = ({ variable }: any): Record<string, string> => Object.fromEntries(variable.map(({ key, value }: any) => [key, value]))
  const values = valuesOf(own.body)
  t.match(values, { baseUrl: 'https://twin.example.com/w/mine', username: 'demo', fileId: '' })
  const onDisk = valuesOf(JSON.parse(textOf('postman.json')))
  const { baseUrl, fileId, groupId, jsTestId, ...stable } = onDisk
  t.match(values, stable, 'the ids are those of the collection that is checked in')
  const http = await get('/_perftwin/collections/sauce.http')
  t.match(http.headers, { 'content-type': 'text/plain; charset=utf-8' })
  t.match(http.text, '@baseUrl = https://twin.example.com\n')
  t.match((await get('/w/mine/_perftwin/journal/counts')).body, { total: 0 })
  t.match(await get('/_perftwin/collections/bruno.json'), { status: 404, body: { error: 'NotFound' } })
  const storage = readHttpFile('sauce', http.text, { baseUrl: '/w/mine' }).find(({ key }) => key === 'sauce.uploadApp')!
  const upload = await send('POST', storage.url, storage.body, storage.headers)
  t.equal(upload.status, 201)
  const later = await get('/w/mine/_perftwin/collections/postman.json')
  t.match(valuesOf(later.body), { fileId: upload.body.item.id }, 'what is there now is in it')
})

t.test('a world that has nothing gets a collection whose variables wait for values', async (t) => {
  const { get } = await twin(t)
  const { status, text } = await get('/_perftwin/collections/sauce.http')
  t.equal(status, 200)
  t.match(text, '@username = demo\n@accessKey = 00000000-0000-4000-8000-000000000000\n@jobId =')
})

/** What Postman's schema of its format v2.1 asks of the parts that are used here. */
const postmanSchema = {
  type: 'object',
  required: ['info', 'item'],
  additionalProperties: false,
  properties: {
    info: {
      type: 'object',
      required: ['name', 'schema'],
      properties: {
        name: { type: 'string' },
        description: { type: 'string' },
        schema: { const: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' }
      }
    },
    item: { type: 'array', items: { $ref: '#/definitions/item' } },
    variable: { type: 'array', items: { $ref: '#/definitions/value' } }
  },
  definitions: {
    value: {
      type: 'object',
      required: ['key', 'value'],
      additionalProperties: false,
      properties: { key: { type: 'string' }, value: { type: 'string' }, type: { enum: ['string', 'any', 'boolean', 'number'] } }
    },
    parameter: {
      type: 'object',
      additionalProperties: false,
      properties: { key: { type: 'string' }, value: { type: 'string' }, disabled: { type: 'boolean' }, description: { type: 'string' } }
    },
    item: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      oneOf: [{ required: ['item'] }, { required: ['request'] }],
      properties: {
        id: { type: 'string' },
        name: { type: 'string', minLength: 1 },
        description: { type: 'string' },
        item: { type: 'array', items: { $ref: '#/definitions/item' } },
        auth: {
          type: 'object',
          required: ['type'],
          additionalProperties: { type: 'array', items: { $ref: '#/definitions/value' } },
          properties: { type: { enum: ['basic', 'bearer'] } }
        },
        event: { type: 'array', items: { type: 'object', required: ['listen', 'script'] } },
        request: {
          type: 'object',
          additionalProperties: false,
          required: ['method', 'url'],
          properties: {
            method: { enum: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] },
            description: { type: 'string' },
            header: { type: 'array', items: { $ref: '#/definitions/parameter' } },
            body: { type: 'object', required: ['mode'], properties: { mode: { enum: ['raw', 'formdata'] } } },
            url: {
              type: 'object',
              required: ['raw', 'host', 'path'],
              additionalProperties: false,
              properties: {
                raw: { type: 'string' },
                host: { type: 'array', items: { type: 'string' } },
                path: { type: 'array', items: { type: 'string' } },
                query: { type: 'array', items: { $ref: '#/definitions/parameter' } }
              }
            }
          }
        }
      }
    }
  }
} as const

t.test('the Postman collection is built as its format asks', async (t) => {
  const validate = new Ajv({ strict: false }).compile(postmanSchema)
  t.ok(validate(JSON.parse(textOf('postman.json'))), JSON.stringify(validate.errors?.slice(0, 3)))
})

t.test('no variable is without a value, and none is there for nothing', async (t) => {
  const text = textOf('postman.json')
  const { variable } = JSON.parse(text)
  const used = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))
  t.strictSame(variable.map(({ key }: any) => key).sort(), [...used].sort())
  t.strictSame(variable.filter(({ value }: any) => value === ''), [])
})
