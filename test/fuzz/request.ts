// One request from one number: an operation with parameters, credentials and a body that are right, at a border or rubbish.
import { stream, type Random } from '../../src/kernel/random.js'
import { vendorOfPath } from '../../src/vendors.js'
import { basic } from '../helper.js'
import type { Operation, Parameter, Schema } from './document.js'
import { rubbishBody, rubbishText, valueOf } from './values.js'

export interface FuzzRequest {
  readonly operation: Operation
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly payload: string | undefined
}

/** What is there to be asked for: the values of path parameters by name, and by the segment that leads to an `{id}`. */
export interface Known {
  readonly byName: Record<string, readonly string[]>
  readonly bySegment: Record<string, readonly string[]>
  readonly keys: Readonly<Record<string, string>>
}

/** Half of a surrogate pair cannot be encoded. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?'))

function pathOf (random: Random, { path, parameters, resolve }: Operation, known: Known): string {
  const segments = path.split('/')
  return segments.map((segment, index) => segment.replace(/\{([^}]+)\}/g, (_, name: string) => {
    if (random.chance(0.12)) return encoded(rubbishText(random))
    const schema = resolve(parameters.find((each) => each.in === 'path' && each.name === name)?.schema ?? {})
    const there = known.byName[name] ?? known.bySegment[segments[index - 1] ?? ''] ?? schema.enum?.map(String)
    return encoded(there === undefined || there.length === 0 ? String(valueOf(random, schema, resolve, name)) : random.pick(there))
  })).join('/')
}

function queryOf (random: Random, { parameters, resolve }: Operation, known: Known): string {
  const pairs: string[] = []
  const add = (name: string, value: string): void => { pairs.push(`${encoded(name)}=${encoded(value)}`) }
  const generated = (name: string, schema: Schema): unknown =>
    random.chance(0.15) ? rubbishText(random) : valueOf(random, schema, resolve, name)
  const one = (name: string, schema: Schema): void => {
    const there = known.byName[name]
    const value = there !== undefined && random.chance(0.7) ? random.pick(there) : generated(name, schema)
    add(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const wants = ({ name, required = false }: Parameter): boolean => {
    if (required) return random.chance(0.95)
    return random.chance(known.byName[name] === undefined ? Math.min(0.2, 1.5 / parameters.length) : 0.6)
  }
  for (const parameter of parameters.filter((each) => each.in === 'query' && wants(each))) {
    one(parameter.name, parameter.schema ?? {})
    if (random.chance(0.03)) one(parameter.name, parameter.schema ?? {})
  }
  if (random.chance(0.05)) add(rubbishText(random), rubbishText(random))
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** Ways of writing a path that a client may come up with. */
function bent (random: Random, path: string): string {
  return random.pick([
    () => `${path}/`,
    () => path.replace('/', '//'),
    () => path.slice(0, random.int(1, path.length)),
    () => `${path}/${encoded(rubbishText(random))}`,
    () => path.toUpperCase(),
    () => path.replaceAll('/', '%2F'),
    () => `${path}/../x`,
    () => `${path};v=1`,
    () => `/w/${random.pick(['other', 'other', 'a.b', '%00', '__proto__', 'x'.repeat(200), '?x', ''])}${path}`,
    () => `http://api.example.com${path}`,
    () => `${path}%`,
    () => `${path}/${'x'.repeat(3000)}`
  ])()
}

function authorizationOf (random: Random, path: string, known: Known): string | undefined {
  const kind = random.int(0, 19)
  if (kind === 0) return undefined
  if (kind === 1) return `Basic ${rubbishText(random).replace(/[^\x20-\x7e]/g, '')}`
  if (kind === 2) return 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.x'
  if (kind === 3) return basic('demo', 'wrong')
  if (vendorOfPath(path) !== 'sauce') return 'Bearer any'
  const [user = 'demo', key = 'any'] = random.pick(Object.entries(known.keys))
  return basic(user, key)
}

/** Fields that name something name what is there, mostly; names of users are made up, as some operations make users. */
function nameWhatIsThere (random: Random, body: Record<string, unknown>, { byName }: Known): void {
  for (const [name, value] of Object.entries(body)) {
    const there = byName[name] ?? []
    if (typeof value === 'string' && name !== 'username' && there.length > 0 && random.chance(0.6)) body[name] = random.pick(there)
  }
}

function bodyOf (random: Random, { body, resolve, method, path }: Operation, known: Known): { type: string, payload: string } | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined
  if (body === undefined && !random.chance(0.15)) return undefined
  const type = random.chance(0.85) ? 'application/json' : random.pick(otherTypes)
  if (body === undefined || random.chance(0.12)) return { type, payload: rubbishBody(random) }
  const value = valueOf(random, body.schema, resolve, 'body')
  // What waits for other requests would only wait.
  if (path.endsWith('/wait') && typeof value === 'object' && value !== null) Object.assign(value, { timeout: 'PT0S' })
  if (typeof value === 'object' && value !== null) nameWhatIsThere(random, value as Record<string, unknown>, known)
  return { type, payload: JSON.stringify(value) ?? '' }
}

const accepted = ['application/json', 'text/html', '*/*;q=0', 'application/vnd.apple.xcode-metrics+json', 'x'] as const
const ranges = ['bytes=0-1', 'bytes=5-2', 'bytes=-', 'lines=1-2', 'bytes=99999999999-'] as const
const otherTypes = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'a', 'a;;b', ''] as const
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const

/** Request number `number` of a run: the same for the same seed, whatever was sent before. */
export function requestOf (seed: number, number: number, operations: readonly Operation[], known: Known): FuzzRequest {
  const random = stream(seed, 'fuzz', number)
  // In turns, so that each is asked as often.
  const operation = operations[number % operations.length] ?? random.pick(operations)
  const path = pathOf(random, operation, known)
  const query = queryOf(random, operation, known)
  const headers: Record<string, string> = { host: 'localhost:4010' }
  const authorization = authorizationOf(random, path, known)
  if (authorization !== undefined) headers.authorization = authorization
  if (random.chance(0.02)) headers['x-perftwin-world'] = random.pick(['__proto__', 'other', 'no/name', ''])
  if (random.chance(0.05)) headers.accept = random.pick(accepted)
  if (random.chance(0.02)) headers.range = random.pick(ranges)
  const body = bodyOf(random, operation, known)
  if (body !== undefined && body.type !== '') headers['content-type'] = body.type
  const method = random.chance(0.06) ? random.pick(methods) : operation.method
  const url = random.chance(0.08) ? bent(random, path) + query : path + query
  return { operation, method, url, headers, payload: body?.payload }
}
