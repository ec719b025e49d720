// Every operation of the vendor's own published descriptions, which its SDKs carry: served, or left out for a reason.
import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { openApiDocument } from '../src/openapi/documents.js'
import { packageRoot } from '../src/kernel/root.js'

interface Description { basePath: string, paths: Record<string, Record<string, { operationId?: string }>> }

const versions = ['saucelabs', 'saucelabs-7', 'saucelabs-8', 'saucelabs-9.2'] as const
const methods = ['get', 'put', 'post', 'delete', 'patch']

/** Whole services that perftwin does not stand in for. */
const otherServices: Readonly<Record<string, string>> = {
  'autonomiq.json': 'AutonomIQ, a service of its own on a host of its own (customer.autonomiq.ai)',
  'rdc.json': 'the TestObject real device cloud on app.testobject.com, which is gone'
}

/** Operations of the services perftwin stands in for that it leaves out. */
const notServed: Readonly<Record<string, string>> = {
  'POST /rest/v1/manual': 'starts a live session in a person\'s browser',
  'DELETE /rest/v1/manual': 'ends a live session',
  'GET /rest/v1/manual/{}': 'a live session',
  'POST /rest/v1/manual/{}/screenshot': 'takes a picture in a live session',
  'GET /rest/v1/manual/options': 'the platforms of live sessions',
  'POST /rest/v1/tasks': 'an older path for live sessions',
  'DELETE /rest/v1/tasks': 'an older path for live sessions'
}

/** A method and a path whatever its parameters are called and however it ends: `GET /rest/v1/{}/jobs`. */
const operation = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, '{}').replace(/\/+$/, '')}`

const operationsOf = ({ paths }: Pick<Description, 'paths'>, base = ''): string[] => Object.entries(paths).flatMap(([path, item]) =>
  Object.keys(item).filter((method) => methods.includes(method)).map((method) => operation(method, base + path)))

const served = new Set(operationsOf(await openApiDocument('sauce') as unknown as Description))

const published = new Map<string, Set<string>>()
for (const version of versions) {
  const folder = new URL(`node_modules/${version}/apis/`, packageRoot)
  for (const file of await readdir(folder)) {
    const description = JSON.parse(await readFile(new URL(file, folder), 'utf8')) as Description
    const known = published.get(file) ?? new Set()
    for (const wanted of operationsOf(description, description.basePath)) known.add(wanted)
    published.set(file, known)
  }
}

t.test('every published operation of the services emulated is served, or left out for a reason', async (t) => {
  const ours = [...published].filter(([file]) => otherServices[file] === undefined)
  t.ok(ours.length >= 7)
  for (const [file, operations] of ours) {
    const missing = [...operations].filter((wanted) => !served.has(wanted) && notServed[wanted] === undefined)
    t.strictSame(missing, [], file)
  }
})

t.test('nothing is said to be left out that is served, or that nobody publishes', async (t) => {
  const all = new Set([...published.values()].flatMap((operations) => [...operations]))
  for (const wanted of Object.keys(notServed)) {
    t.notOk(served.has(wanted), wanted)
    t.ok(all.has(wanted), wanted)
  }
  for (const file of Object.keys(otherServices)) t.ok(published.has(file), file)
})
