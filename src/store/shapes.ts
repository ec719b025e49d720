import type { FactName, FactOf } from '../facts/facts.js'
import { Invalid } from '../kernel/errors.js'
import { deepestJson, isDeeper, isJsonObject } from '../kernel/json.js'

type Plain = 'string' | 'number' | 'boolean' | 'object' | 'list'
type Kind = Plain | `${Plain} or null` | `${Plain} or undefined`
type Shape = Kind | { readonly [field: string]: Shape }
type ShapeOf<T> = { readonly [Field in keyof T]?: Shape }

const plan: ShapeOf<FactOf<'jobs'>['plan']> = {
  created: 'number',
  queued: 'number',
  started: 'number or null',
  ended: 'number or null',
  outcome: 'string',
  error: 'string or null',
  passed: 'boolean or null',
  commands: 'number',
  failedCommands: 'number'
}

/**
 * What records of a data file must look like, for the collections clients write to. test/store.test.ts notices a field
 * that is missing here: files written before there was such a field need a migration.
 */
export const shapes: { readonly [Name in FactName]?: ShapeOf<FactOf<Name>> } = {
  teams: { id: 'string', name: 'string', groupId: 'string', isDefault: 'boolean', machines: 'number' },
  users: {
    username: 'string',
    id: 'string',
    accessKey: 'string',
    teamId: 'string',
    role: 'number',
    created: 'number'
  },
  jobs: {
    id: 'string',
    owner: 'string',
    name: 'string or null',
    build: 'string or null',
    tags: 'list',
    visibility: 'string',
    passed: 'boolean or null',
    customData: 'object or null',
    platform: { os: 'string', browser: 'string', version: 'string' },
    recording: 'object',
    tunnel: 'string or null',
    breakpointed: 'boolean or undefined',
    manual: 'boolean',
    plan,
    suite: 'string or null',
    run: 'number',
    visits: 'list',
    driven: 'list or undefined',
    pages: 'list or undefined',
    conditions: 'object',
    pins: 'list or null',
    assetSizes: 'object or null',
    measured: 'list',
    modified: 'number or null',
    stopped: 'number or null',
    reached: 'object or undefined',
    assetsDeleted: 'number or null',
    pinned: 'object or null'
  },
  builds: {
    id: 'string',
    owner: 'string',
    name: 'string',
    created: 'number',
    run: 'number',
    modified: 'number or null'
  },
  marks: { kind: 'string', jobId: 'string', orderIndex: 'number or null', at: 'number', order: 'number' },
  uploads: { jobId: 'string', name: 'string', type: 'string', size: 'number', hash: 'string', at: 'number' },
  storedFiles: {
    id: 'string',
    owner: 'string',
    name: 'string',
    kind: 'string',
    description: 'string or null',
    tags: 'list',
    metadata: 'object or null',
    size: 'number',
    hash: 'string',
    at: 'number'
  },
  people: { username: 'string', firstName: 'string', lastName: 'string', email: 'string' },
  jsTests: { id: 'string', jobId: 'string', platform: 'list', framework: 'string' },
  sessions: {
    jobId: 'string',
    open: 'boolean',
    limits: { idle: 'number', command: 'number', whole: 'number' },
    heard: 'number',
    began: 'number',
    position: 'number',
    screenshots: 'number'
  },
  sessionCommands: {
    jobId: 'string',
    seq: 'number',
    method: 'string',
    path: 'string',
    request: 'object',
    failed: 'boolean',
    httpStatus: 'number',
    statusCode: 'number',
    at: 'number',
    duration: 'number',
    visit: 'number or null',
    visible: 'boolean',
    screenshot: 'number or null',
    scrollY: 'number',
    place: 'object or null',
    look: 'object or undefined',
    said: 'list or undefined',
    remark: 'string or undefined'
  },
  pages: { id: 'string', name: 'string', page: { url: 'string' }, inForce: 'boolean' },
  tunnels: {
    id: 'string',
    owner: 'string',
    name: 'string or null',
    shared: 'boolean',
    settings: 'object',
    created: 'number',
    ready: 'number',
    stopped: 'number or null',
    gone: 'number or null',
    reason: 'string or null'
  },
  counters: { name: 'string', value: 'number' }
}

function kindOf (value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

/** Finds what is wrong with a value: where, and what it is; undefined when nothing is. */
type Check = (value: unknown) => string | undefined

function checkOf (shape: Shape): Check {
  if (typeof shape === 'string') {
    const kinds = new Set(shape.split(' or '))
    return (value) => kinds.has(kindOf(value)) ? undefined : ` is ${kindOf(value)}, not ${shape}`
  }
  const fields = Object.entries(shape).map(([field, inner]) => ({ field, check: checkOf(inner) }))
  return (value) => {
    if (!isJsonObject(value)) return ` is ${kindOf(value)}, not object`
    for (const { field, check } of fields) {
      const fault = check(value[field])
      if (fault !== undefined) return `.${field}${fault}`
    }
    return undefined
  }
}

/** A check of that collection's records: tells what is wrong with one, as `.plan.created is null, not number`. */
export const recordCheck = (name: FactName): Check => checkOf(shapes[name] ?? {})

/** Reads records of that collection, each found at some place (`where`). @throws Invalid with the place at fault. */
export function recordReader<Name extends FactName> (name: Name): (value: unknown, where: string) => FactOf<Name> {
  const faultIn = recordCheck(name)
  const isRecord = (value: unknown): value is FactOf<Name> => faultIn(value) === undefined
  return (value, where) => {
    if (isDeeper(value)) throw new Invalid(`${where} is nested more than ${deepestJson} levels deep`)
    if (isRecord(value)) return value
    throw new Invalid(`${where}${faultIn(value) ?? ' is damaged'}`)
  }
}
