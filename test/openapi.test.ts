import { readFile, readdir } from 'node:fs/promises'
import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { openApiDocument } from '../src/openapi/documents.js'
import { operationsOf } from '../src/openapi/operations.js'
import { generatedFiles } from '../src/openapi/export.js'
import { documentNames } from '../src/vendors.js'
import { twin } from './helper.js'

const fidelities = ['documented', 'observed', 'inferred', 'invented']

t.test('the generated files that are checked in are the ones the code makes (npm run generate)', async (t) => {
  const generated = await generatedFiles()
  for (const [path, content] of Object.entries(generated)) {
    const there = await readFile(new URL(path, packageRoot), 'utf8').catch(() => '')
    t.ok(there === content, `${path} is up to date`)
  }
  const inCollections = await readdir(new URL('openapi/collections/', packageRoot), { recursive: true })
  const files = inCollections.filter((name) => /\.\w+$/.test(name)).map((name) => `openapi/collections/${name}`)
  t.ok(files.length > 200)
  t.strictSame(files.filter((file) => !(file in generated)), [], 'and no collection has more')
})

t.test('the documents are valid OpenAPI 3.1', async (t) => {
  for (const name of documentNames) {
    const result = await new Validator().validate(await openApiDocument(name) as any)
    t.ok(result.valid, `${name}: ${JSON.stringify(result.errors)?.slice(0, 400)}`)
  }
})

t.test('every vendor operation has an id of its own and says how well it is known', async (t) => {
  for (const name of documentNames.filter((each) => each !== 'control')) {
    const { paths } = await openApiDocument(name) as any
    const operations = Object.entries<object>(paths).flatMap(([path, methods]) => Object.entries<any>(methods)
      .map(([method, operation]) => ({ where: `${method} ${path}`, id: operation.operationId, fidelity: operation['x-fidelity'] })))
    t.ok(operations.length > 10)
    t.strictSame(operations.filter(({ fidelity }) => !fidelities.includes(fidelity)), [])
    const ids = operations.map(({ id }) => id)
    const wrong = operations.filter(({ id }, i) => typeof id !== 'string' || ids.indexOf(id) !== i)
    t.strictSame(wrong, [], `${name}: no id is missing, none is there twice`)
  }
})

t.test('the documents and a page to read them are served, without a network', async (t) => {
  const { get } = await twin(t)
  t.match(await get('/_perftwin/openapi/sauce.json'), { status: 200, body: { openapi: '3.1.0' } })
  t.match(await get('/_perftwin/openapi/nothing.json'), { status: 404, body: { error: 'NotFound' } })
  const page = await get('/_perftwin/docs/')
  t.equal(page.status, 200)
  t.match(page.text, /<html/i)
  const linked = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!)
  t.ok(linked.length > 3)
  for (const url of linked) {
    t.notMatch(url, /^(?:https?:)?\/\//, 'nothing comes from elsewhere')
    t.equal((await get(new URL(url, 'http://localhost/_perftwin/docs/').pathname)).status, 200, url)
  }
  t.match((await get('/_perftwin/docs/static/swagger-initializer.js')).text, /"\.\.\/openapi\/sauce\.json"/)
})

t.test('every operation of the control plane is declared in a schema beside its routes, which types its clients', async (t) => {
  const folder = new URL('../src/control/', import.meta.url)
  const declared: string[] = []
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.schema.js'))) {
    const tables = Object.entries<object>(await import(new URL(file, folder).href)).filter(([name]) => name.endsWith('Operations'))
    for (const [, table] of tables) declared.push(...Object.keys(table))
  }
  const operations = operationsOf(await openApiDocument('control'))
  t.strictSame(operations.map(({ operation }) => operation.operationId).sort(), declared.sort())
})

t.test('every parameter says what it means, and what it is if it is left out', async (t) => {
  for (const name of documentNames) {
    const all = operationsOf(await openApiDocument(name)).flatMap(({ method, path, operation: { parameters = [] } }) =>
      parameters.map((parameter) => ({ where: `${method} ${path} ${parameter.name}`, ...parameter })))
    t.strictSame(all.filter(({ description = '' }) => description === '').map(({ where }) => where), [])
    const defaults = all.filter(({ description = '' }) => /\b(?:\d+|true|false|json) if left out/.test(description))
    const without = defaults.filter(({ schema }) => schema?.default === undefined || Number.isNaN(schema.default))
    t.strictSame(without.map(({ where }) => where), [])
  }
  const limits = operationsOf(await openApiDocument('sauce')).flatMap(({ operation: { parameters = [] } }) =>
    parameters.filter((parameter) => parameter.name === 'limit').map(({ schema }) => schema))
  t.ok(limits.some((schema) => schema?.default === 100))
})
